// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/metric_names.h"

#include "desk/report/internal/dwell_svg.h"
#include "desk/report/internal/numbers.h"
#include "wire/place.h"

namespace sillage::desk::report {

using wire::Metric;

std::string_view metric_name(const Words& words, Metric metric) {
  switch (metric) {
    case Metric::kEntries:
      return words.entries;
    case Metric::kExits:
      return words.exits;
    case Metric::kOccupancyMean:
      return words.present_mean;
    case Metric::kOccupancyMax:
      return words.present_max;
    case Metric::kZoneVisits:
      return words.metric_zone_visits;
    case Metric::kDwell:
      return words.dwell_title;
    case Metric::kHeat:
      return words.heat_title;
    case Metric::kVisits:
      return words.metric_visits;
    case Metric::kTimedVisits:
      return words.metric_timed_visits;
    case Metric::kVisitDuration:
      return words.metric_visit_duration;
    case Metric::kBounces:
      return words.metric_bounces;
    case Metric::kCheckoutReached:
      return words.metric_checkout_reached;
    case Metric::kZoneExposed:
      return words.metric_zone_exposed;
    case Metric::kZoneEngagements:
      return words.metric_zone_engagements;
    case Metric::kFlow:
      return words.metric_flow;
    case Metric::kPath:
      return words.metric_path;
    case Metric::kFunnel:
      return words.metric_funnel;
    case Metric::kPassBy:
      return words.metric_pass_by;
    case Metric::kGroups:
      return words.metric_groups;
    case Metric::kGroupsOfSeveral:
      return words.metric_groups_of_several;
    case Metric::kQueueJoined:
      return words.metric_queue_joined;
    case Metric::kQueueAbandoned:
      return words.metric_queue_abandoned;
    case Metric::kQueueWait:
      return words.metric_queue_wait;
    case Metric::kServiceTime:
      return words.metric_service_time;
    case Metric::kQueueLengthMean:
      return words.metric_queue_length_mean;
    case Metric::kQueueLengthMax:
      return words.metric_queue_length_max;
    case Metric::kShopperAssociateRatio:
      return words.metric_shopper_associate_ratio;
    case Metric::kObjections:
      return words.metric_objections;
    case Metric::kSegmentVisits:
    case Metric::kSegmentZoneVisits:
    case Metric::kSegmentHours:
    case Metric::kSegmentDurations:
    case Metric::kSegmentDwell:
    case Metric::kSegmentPaths:
    case Metric::kSegmentQueueJoined:
    case Metric::kSegmentQueueAbandoned:
      return words.metric_segments;
  }
  return words.unknown;
}

bool is_by_duration(Metric metric) {
  const auto kind = wire::place_kind(metric);
  return kind && kind->extent == wire::ExtentKind::kDurations;
}

std::string_view segment_name(const Words& words, double number) {
  switch (static_cast<wire::Segment>(number)) {
    case wire::Segment::kUnknown:
      return words.segment_unknown;
    case wire::Segment::kFeminine:
      return words.segment_feminine;
    case wire::Segment::kMasculine:
      return words.segment_masculine;
  }
  return words.unknown;
}

std::string figure_name(const Words& words, const wire::Figure& figure) {
  if (is_by_duration(figure.metric)) {
    DwellClass shown;
    shown.from_s = figure.extent[0];
    shown.to_s = figure.extent[1];
    if (figure.metric == Metric::kDwell) return say(words.metric_dwell, class_label(words, shown));
    return say(words.with_part, metric_name(words, figure.metric), class_label(words, shown));
  }
  if (figure.metric == Metric::kFunnel) {
    return say(words.with_part, metric_name(words, figure.metric),
               say(words.step, report::figure(words, figure.extent[0])));
  }
  if (wire::is_by_segment(figure.metric)) {
    return say(words.with_part, metric_name(words, figure.metric),
               segment_name(words, figure.extent[0]));
  }
  return std::string(metric_name(words, figure.metric));
}

}  // namespace sillage::desk::report
