// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/standing.h"

#include <algorithm>

namespace sillage::floor::internal {

Standing StandingTrail::step(const Plan& plan, const wire::Sighting& sighting) {
  const Instant at = sighting.captured_at;
  if (!first_at_) first_at_ = last_at_ = at;
  const Duration elapsed = at - last_at_;
  last_at_ = at;
  const bool works = works_here(plan, sighting, std::min(elapsed, kKnownGap));
  if (objects(plan, sighting, elapsed)) {
    standing_ = Standing::kObjector;
  } else if (works && standing_ == Standing::kVisitor) {
    standing_ = Standing::kStaff;
  }
  return standing_;
}

bool StandingTrail::works_here(const Plan& plan, const wire::Sighting& sighting, Duration spent) {
  if (sighting.badge == wire::Badge::kStaff) return true;
  const double shift_s = plan.options.staff_presence_min * 60;
  if (shift_s > 0 && seconds(sighting.captured_at - *first_at_) > shift_s) return true;
  if (!plan.is_staff(sighting.foot_in_floor)) return false;
  among_staff_ += spent;
  return among_staff_ > Duration::zero() && among_staff_ >= plan.stay.min_stay;
}

bool StandingTrail::objects(const Plan& plan, const wire::Sighting& sighting, Duration elapsed) {
  if (sighting.badge == wire::Badge::kObjection) return true;
  if (!plan.is_objection(sighting.foot_in_floor) || elapsed > kKnownGap) on_spot_since_.reset();
  if (!plan.is_objection(sighting.foot_in_floor)) return false;
  if (!on_spot_since_) on_spot_since_ = sighting.captured_at;
  return seconds(sighting.captured_at - *on_spot_since_) >= plan.options.objection_s;
}

}  // namespace sillage::floor::internal
