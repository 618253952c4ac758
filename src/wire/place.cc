// SPDX-License-Identifier: Apache-2.0
#include "wire/place.h"

namespace sillage::wire {

std::optional<PlaceKind> place_kind(Metric metric) {
  switch (metric) {
    case Metric::kEntries:
    case Metric::kExits:
      return PlaceKind{.scope = ScopeKind::kLineOrStore};
    case Metric::kOccupancyMean:
    case Metric::kOccupancyMax:
    case Metric::kVisits:
    case Metric::kTimedVisits:
    case Metric::kBounces:
    case Metric::kCheckoutReached:
    case Metric::kPassBy:
    case Metric::kGroups:
    case Metric::kGroupsOfSeveral:
    case Metric::kObjections:
      return PlaceKind{};
    case Metric::kVisitDuration:
      return PlaceKind{.extent = ExtentKind::kDurations};
    case Metric::kHeat:
      return PlaceKind{.extent = ExtentKind::kCell};
    case Metric::kZoneVisits:
    case Metric::kZoneExposed:
    case Metric::kZoneEngagements:
    case Metric::kQueueJoined:
    case Metric::kQueueAbandoned:
    case Metric::kQueueLengthMean:
    case Metric::kQueueLengthMax:
    case Metric::kShopperAssociateRatio:
      return PlaceKind{.scope = ScopeKind::kZone};
    case Metric::kDwell:
    case Metric::kQueueWait:
    case Metric::kServiceTime:
      return PlaceKind{.scope = ScopeKind::kZone, .extent = ExtentKind::kDurations};
    case Metric::kFunnel:
      return PlaceKind{.scope = ScopeKind::kFunnel, .extent = ExtentKind::kStep};
    case Metric::kFlow:
      return PlaceKind{.way = WayKind::kTwoZones};
    case Metric::kPath:
      return PlaceKind{.way = WayKind::kPath};
    case Metric::kSegmentVisits:
      return PlaceKind{.extent = ExtentKind::kSegment};
    case Metric::kSegmentZoneVisits:
    case Metric::kSegmentQueueJoined:
    case Metric::kSegmentQueueAbandoned:
      return PlaceKind{.scope = ScopeKind::kZone, .extent = ExtentKind::kSegment};
    case Metric::kSegmentHours:
    case Metric::kSegmentDurations:
      return PlaceKind{.extent = ExtentKind::kSegmentRange};
    case Metric::kSegmentDwell:
      return PlaceKind{.scope = ScopeKind::kZone, .extent = ExtentKind::kSegmentRange};
    case Metric::kSegmentPaths:
      return PlaceKind{.extent = ExtentKind::kSegment, .way = WayKind::kPath};
  }
  return std::nullopt;
}

bool is_by_segment(Metric metric) { return metric >= Metric::kSegmentVisits; }

std::size_t numbers_of(ExtentKind kind) {
  switch (kind) {
    case ExtentKind::kNone:
      return 0;
    case ExtentKind::kStep:
    case ExtentKind::kSegment:
      return 1;
    case ExtentKind::kDurations:
      return 2;
    case ExtentKind::kSegmentRange:
      return 3;
    case ExtentKind::kCell:
      return 4;
  }
  return 0;
}

}  // namespace sillage::wire
