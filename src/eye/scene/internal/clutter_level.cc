// SPDX-License-Identifier: Apache-2.0
#include "eye/scene/internal/clutter_level.h"

#include <algorithm>
#include <cmath>

#include "eye/scene/internal/near.h"

namespace sillage::eye {
namespace {

constexpr double kLongestStepS = 0.5;  ///< frames further apart show no flashes

bool is_near_any(const Box& box, std::span<const Detection> others, double apart_s) {
  return std::any_of(others.begin(), others.end(),
                     [&](const Detection& other) { return near(box, other.box, apart_s); });
}

}  // namespace

double log_odds(double score) {
  const double inside = std::clamp(score, 1e-4, 1 - 1e-4);
  return std::log(inside / (1 - inside));
}

double score_of(double log_odds) { return 1 / (1 + std::exp(-log_odds)); }

void ClutterLevel::count(std::span<const Detection> before, std::span<const Detection> middle,
                         std::span<const Detection> after, double apart_s) {
  if (!(apart_s > 0) || apart_s > kLongestStepS) return;
  observed_s_ += apart_s;
  const double kept = std::exp2(-apart_s / options_.level_memory_s);
  frames_ = frames_ * kept + 1;
  for (double& count : flashes_) count *= kept;
  for (const Detection& box : middle) {
    if (is_near_any(box.box, before, apart_s) || is_near_any(box.box, after, apart_s)) continue;
    const int at = static_cast<int>(std::clamp<double>(box.score, 0, 1) * kClasses);
    flashes_[static_cast<std::size_t>(std::min(at, kClasses - 1))] += 1;
  }
}

double ClutterLevel::lowered_by() const {
  if (observed_s_ < options_.least_observed_s) return 0;
  double above = 0;
  int lowest = kClasses;  // from this class on, flashes are rare enough
  while (lowest > 0) {
    above += flashes_[static_cast<std::size_t>(lowest - 1)];
    if (above > options_.clutter_per_frame * frames_) break;
    --lowest;
  }
  const double wanted = static_cast<double>(lowest) / kClasses;
  return std::clamp(log_odds(wanted) - log_odds(threshold_), 0.0, options_.rise_limit);
}

}  // namespace sillage::eye
