// SPDX-License-Identifier: Apache-2.0
#include "wire/release.h"

namespace sillage::wire {

const char* to_string(Metric metric) {
  switch (metric) {
    case Metric::kEntries:
      return "entries";
    case Metric::kExits:
      return "exits";
    case Metric::kOccupancyMean:
      return "occupancy_mean";
    case Metric::kOccupancyMax:
      return "occupancy_max";
    case Metric::kZoneVisits:
      return "zone_visits";
    case Metric::kDwell:
      return "dwell";
    case Metric::kHeat:
      return "heat";
  }
  return "unknown";
}

std::optional<Metric> metric_from_string(std::string_view name) {
  for (int number = 1; number <= static_cast<int>(Metric::kHeat); ++number) {
    const auto metric = static_cast<Metric>(number);
    if (name == to_string(metric)) return metric;
  }
  return std::nullopt;
}

const char* to_string(FigureState state) {
  switch (state) {
    case FigureState::kReleased:
      return "released";
    case FigureState::kMerged:
      return "merged";
    case FigureState::kWithheld:
      return "withheld";
  }
  return "unknown";
}

}  // namespace sillage::wire
