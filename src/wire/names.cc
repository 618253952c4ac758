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
    case Metric::kVisits:
      return "visits";
    case Metric::kTimedVisits:
      return "timed_visits";
    case Metric::kVisitDuration:
      return "visit_duration";
    case Metric::kBounces:
      return "bounces";
    case Metric::kCheckoutReached:
      return "checkout_reached";
    case Metric::kZoneExposed:
      return "zone_exposed";
    case Metric::kZoneEngagements:
      return "zone_engagements";
    case Metric::kFlow:
      return "flow";
    case Metric::kPath:
      return "path";
    case Metric::kFunnel:
      return "funnel";
    case Metric::kPassBy:
      return "pass_by";
    case Metric::kGroups:
      return "groups";
    case Metric::kGroupsOfSeveral:
      return "groups_of_several";
    case Metric::kQueueJoined:
      return "queue_joined";
    case Metric::kQueueAbandoned:
      return "queue_abandoned";
    case Metric::kQueueWait:
      return "queue_wait";
    case Metric::kServiceTime:
      return "service_time";
    case Metric::kQueueLengthMean:
      return "queue_length_mean";
    case Metric::kQueueLengthMax:
      return "queue_length_max";
    case Metric::kShopperAssociateRatio:
      return "shopper_associate_ratio";
    case Metric::kObjections:
      return "objections";
    case Metric::kSegmentVisits:
      return "segment_visits";
    case Metric::kSegmentZoneVisits:
      return "segment_zone_visits";
    case Metric::kSegmentHours:
      return "segment_hours";
    case Metric::kSegmentDurations:
      return "segment_durations";
    case Metric::kSegmentDwell:
      return "segment_dwell";
    case Metric::kSegmentPaths:
      return "segment_paths";
    case Metric::kSegmentQueueJoined:
      return "segment_queue_joined";
    case Metric::kSegmentQueueAbandoned:
      return "segment_queue_abandoned";
  }
  return "unknown";
}

std::optional<Metric> metric_from_string(std::string_view name) {
  for (int number = 1; number <= static_cast<int>(kLastMetric); ++number) {
    const auto metric = static_cast<Metric>(number);
    if (name == to_string(metric)) return metric;
  }
  return std::nullopt;
}

const char* to_string(Segment segment) {
  switch (segment) {
    case Segment::kUnknown:
      return "unknown";
    case Segment::kFeminine:
      return "feminine";
    case Segment::kMasculine:
      return "masculine";
  }
  return "unknown";
}

const char* to_string(Period period) { return period == Period::kDay ? "day" : "bin"; }

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
