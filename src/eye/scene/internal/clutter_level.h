// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include "eye/scene/scene.h"

namespace sillage::eye {

/// How high the scores of nothing reach at one camera: those of boxes that no box of the frames
/// around them could have come from.
class ClutterLevel {
 public:
  ClutterLevel(const SceneOptions& options, double threshold)
      : options_(options), threshold_(threshold) {}

  /// Counts the flashes among `middle`; `before` and `after` are the frames around it, `apart_s`
  /// seconds away at most.
  void count(std::span<const Detection> before, std::span<const Detection> middle,
             std::span<const Detection> after, double apart_s);
  /// Log-odds by which scores are to be lowered, 0 or more.
  double lowered_by() const;

 private:
  static constexpr int kClasses = 50;  ///< of scores from 0 to 1

  SceneOptions options_;
  double threshold_;
  std::array<double, kClasses> flashes_{};
  double frames_ = 0;
  double observed_s_ = 0;  ///< ever
};

double log_odds(double score);
double score_of(double log_odds);

}  // namespace sillage::eye
