// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <random>
#include <vector>

#include "eye/common/detection.h"
#include "eye/track/tracker.h"

namespace sillage::bench {

/// People who walk about on a floor that grows with their number (2 m2 each), seen from above at 10
/// frames/s with 5 % misses and jitter. Repeatable.
class Walkers {
 public:
  static constexpr double kFps = 10;
  /// After `mean_life_s` on average somebody is gone and another one is there, somewhere else.
  explicit Walkers(int people, double mean_life_s = std::numeric_limits<double>::infinity());
  eye::TrackerView view() const;
  /// What the detector sees of them in the next frame.
  std::vector<eye::Detection> next();

 private:
  struct Walker {
    double x, y, heading;
  };
  Walker newcomer();
  void turn_back(Walker& walker) const;

  int size_px_;
  double leaves_;  ///< probability per frame
  std::mt19937 random_{1};
  std::vector<Walker> walkers_;
};

}  // namespace sillage::bench
