// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/zone_counter.h"

#include <algorithm>

namespace sillage::floor::internal {

void ZoneTrail::step(const StayRules& rules, bool inside, const Step& step,
                     std::vector<Stay>& stays) {
  const Duration elapsed = last_at_ ? step.at - *last_at_ : Duration::zero();
  if (open_ && !(inside && last_inside_) && step.at - *last_inside_at_ >= rules.gap) {
    close(rules, /*censored=*/last_inside_ && elapsed > kMaxSilence, stays);
  }
  spent_ = Duration::zero();
  has_begun_visit_ = false;
  if (inside) {
    if (!open_) {
      open_ = Open{};
      began_ = step.at;
    }
    spent_ = last_inside_ ? elapsed : std::min(elapsed, kKnownGap);
    open_->length += spent_;
    if (step.weak() || elapsed > kMaxSilence) open_->weak += spent_;
    last_inside_at_ = step.at;
    has_begun_visit_ = !open_->is_visit && open_->length >= rules.min_stay;
    open_->is_visit = open_->is_visit || has_begun_visit_;
  }
  last_at_ = step.at;
  last_inside_ = inside;
}

void ZoneTrail::end(const StayRules& rules, std::vector<Stay>& stays) {
  if (open_) close(rules, /*censored=*/last_inside_, stays);
}

void ZoneTrail::close(const StayRules& rules, bool censored, std::vector<Stay>& stays) {
  if (open_->length >= rules.min_stay) {
    stays.push_back(
        {*began_, *last_inside_at_, open_->length, censored, open_->weak * 2 > open_->length});
  }
  open_.reset();
}

}  // namespace sillage::floor::internal
