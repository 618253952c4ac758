// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "floor/measure/internal/notes.h"
#include "floor/measure/internal/plan.h"
#include "wire/sighting.h"

namespace sillage::floor::internal {

/// Finds out who works here and who wants not to be measured. Staff: a badge, `zone_min_stay_s`
/// within staff zones, or presence of more than `staff_presence_min`. Objectors: a badge, or
/// `objection_s` on an objection zone without leaving it. An objection stands, whatever else.
class StandingTrail {
 public:
  /// What the person is after this sighting; never a visitor again.
  Standing step(const Plan& plan, const wire::Sighting& sighting);
  Standing standing() const { return standing_; }

 private:
  bool works_here(const Plan& plan, const wire::Sighting& sighting, Duration spent);
  bool objects(const Plan& plan, const wire::Sighting& sighting, Duration elapsed);

  Standing standing_ = Standing::kVisitor;
  std::optional<Instant> first_at_;
  Instant last_at_;
  Duration among_staff_{};
  std::optional<Instant> on_spot_since_;
};

}  // namespace sillage::floor::internal
