// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "floor/measure/tally.h"
#include "tests/scenarios/scene.h"

namespace sillage::scenarios {

/// The true figures of a scene by the definitions of docs/reference/metrics.md, worked out from
/// the walks alone, with no code of the floor's.
struct Truth {
  std::map<std::string, std::int64_t> entries, exits;  ///< by line
  std::map<std::string, std::int64_t> visits;          ///< by zone
  /// Of the visits, by duration class: left the zone, and cut off by leaving the view or the end.
  std::map<std::string, std::array<std::int64_t, floor::kDwellClasses>> completed, censored;
  double occupancy_mean = 0;
  std::int64_t occupancy_max = 0;
  std::map<floor::CellIndex, double> heat_s;  ///< person-seconds in cells of 0.5 m
  std::map<floor::CellIndex, std::int64_t> heat_people;
  std::int64_t people = 0;
};

Truth truth_of(const Scene& scene);

}  // namespace sillage::scenarios
