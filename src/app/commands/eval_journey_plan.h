// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace CLI {
class App;
}

namespace sillage::app {

/// Journeys of a simulated store, of which the truth is known.
struct JourneyPlanOptions {
  std::string plan;         ///< folder with a plan.toml
  int seeds = 3;            ///< simulated days
  std::uint64_t seed = 1;   ///< of the first
  std::string level = "all";
  std::string date = "2026-01-05";
  std::string from = "10:00";
  double hours = 4;
  double memory_s = 60;
  bool perfect = false;
};

/// All but --plan, and --seed and --json, which other truths share.
void add_journey_plan_options(CLI::App& command, JourneyPlanOptions& options);
/// Simulates, joins and compares; prints a row per level and day, and one for all days.
Result<void> evaluate_journey_plan(const JourneyPlanOptions& options, bool json);

}  // namespace sillage::app
