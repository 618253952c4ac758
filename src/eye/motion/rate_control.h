// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "base/time.h"

namespace sillage::eye {

struct RateOptions {
  double least_fps = 1;        ///< never below: people are lost between pictures
  double judge_every_s = 2;    ///< what is judged at a time
  double fall = 0.7;           ///< of the rate, where pictures were dropped
  double rise = 1.25;          ///< of the rate, where there is room for it
  double calm_for_s = 10;      ///< without a drop, before it rises
  double busiest_share = 0.8;  ///< of the time that work may take at the higher rate
};

/// How many frames a second a camera may have analysed, so that a machine that is too slow leaves
/// frames out evenly and says so, in place of dropping those that come when it is busy. A plain
/// object for one thread.
class RateControl {
 public:
  RateControl(double wanted_fps, RateOptions options)
      : options_(options), wanted_(wanted_fps), limit_(wanted_fps) {}

  /// After each frame that was worked on, for `work` of the time; `dropped`: of all so far. The new
  /// limit where it has changed.
  std::optional<double> worked(Instant now, Duration work, std::uint64_t dropped);
  double limit() const { return limit_; }
  bool is_limited() const { return limit_ < wanted_; }

 private:
  RateOptions options_;
  double wanted_, limit_;
  std::optional<Instant> since_;  ///< beginning of what is judged
  Instant calm_since_;
  Duration work_{};
  std::uint64_t dropped_ = 0;  ///< when it began
};

}  // namespace sillage::eye
