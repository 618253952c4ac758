// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/zone_counter.h"

#include <algorithm>

namespace sillage::floor::internal {

void ZoneTrail::step(const StayRules& rules, bool inside, const Step& step,
                     std::vector<Stay>& stays) {
  const Duration elapsed = last_at_ ? step.at - *last_at_ : Duration::zero();
  if (open_ && !(inside && last_inside_) && step.at - open_->last_inside >= rules.gap) {
    close(rules, /*censored=*/false, stays);
  }
  if (inside) {
    if (!open_) open_ = Open{};
    const Duration spent = last_inside_ ? elapsed : std::min(elapsed, kKnownGap);
    open_->length += spent;
    if (step.weak()) open_->weak += spent;
    open_->last_inside = step.at;
  }
  last_at_ = step.at;
  last_inside_ = inside;
}

void ZoneTrail::end(const StayRules& rules, std::vector<Stay>& stays) {
  if (open_) close(rules, /*censored=*/last_inside_, stays);
}

void ZoneTrail::close(const StayRules& rules, bool censored, std::vector<Stay>& stays) {
  if (open_->length >= rules.min_stay) {
    stays.push_back({open_->last_inside, open_->length, censored, open_->weak * 2 > open_->length});
  }
  open_.reset();
}

}  // namespace sillage::floor::internal
