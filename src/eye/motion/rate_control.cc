// SPDX-License-Identifier: Apache-2.0
#include "eye/motion/rate_control.h"

#include <algorithm>

namespace sillage::eye {

std::optional<double> RateControl::worked(Instant now, Duration work, std::uint64_t dropped) {
  if (!since_) {
    since_ = calm_since_ = now;
    dropped_ = dropped;
    return {};
  }
  work_ += work;
  const double judged_s = seconds(now - *since_);
  if (judged_s < options_.judge_every_s) return {};
  const double share = seconds(work_) / judged_s;
  const bool has_dropped = dropped > dropped_;
  since_ = now;
  work_ = {};
  dropped_ = dropped;
  double next = limit_;
  if (has_dropped) {
    calm_since_ = now;
    next = std::max(std::min(options_.least_fps, wanted_), limit_ * options_.fall);
  } else if (seconds(now - calm_since_) >= options_.calm_for_s &&
             share * options_.rise <= options_.busiest_share) {
    next = std::min(wanted_, limit_ * options_.rise);
  }
  if (next == limit_) return {};
  limit_ = next;
  return limit_;
}

}  // namespace sillage::eye
