// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "base/result.h"
#include "eval/journey.h"
#include "sim/plan/plan.h"

namespace sillage::app {

/// Some hours of one simulated day.
struct JourneyTrialOptions {
  std::uint64_t seed = 1;
  std::chrono::sys_days date;
  std::chrono::minutes from{};  ///< local time
  double hours = 4;
  std::vector<int> levels;
  double memory_s = 60;  ///< time to live
  bool perfect = false;  ///< sightings
};

/// What one link level made of it.
struct JourneyResult {
  int level = 0;
  eval::JourneyFigures figures;
  eval::ErrorSum zone_visits;
  eval::ErrorSum flows;             ///< with the parts of possible links
  eval::ErrorSum flows_links_only;  ///< without
  bool flows_have_parts = false;    ///< because a possible link counted
  std::int64_t possible_links = 0;
};

/// Simulated sightings of all cameras of a plan through the row of steps of floor/journey, at each
/// level, beside the truth. Visitors count while they are within the outline and at least half of
/// them shows in some camera's picture. A tracklet is what an identity has between gaps of more
/// than a second.
Result<std::vector<JourneyResult>> try_journeys(const sim::Plan& plan,
                                                const JourneyTrialOptions& options);

}  // namespace sillage::app
