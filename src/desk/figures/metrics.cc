// SPDX-License-Identifier: Apache-2.0
#include "desk/figures/metrics.h"

#include <algorithm>

namespace sillage::desk {
namespace {

using enum MetricInfo::Kind;
using enum MetricInfo::Scopes;
using wire::Metric;

constexpr MetricInfo kMetrics[] = {
    {"entries", "people", kCount, Metric::kEntries, kLines},
    {"exits", "people", kCount, Metric::kExits, kLines},
    {"visits", "visits", kCount, Metric::kVisits, kStore},
    {"pass_by", "people", kCount, Metric::kPassBy, kStore},
    {"capture_rate", "share", kOfBoth, Metric::kEntries, kStore},
    {"entries_per_pass_by", "ratio", kRatio, Metric::kEntries, kStore},
    {"occupancy_mean", "people", kMean, Metric::kOccupancyMean, kStore},
    {"occupancy_max", "people", kLargest, Metric::kOccupancyMax, kStore},
    {"groups", "units", kCount, Metric::kGroups, kStore},
    {"groups_of_several", "units", kCount, Metric::kGroupsOfSeveral, kStore},
    {"group_share", "share", kShare, Metric::kGroupsOfSeveral, kStore},
    {"objections", "people", kCount, Metric::kObjections, kStore},
    {"bounce_rate", "share", kShare, Metric::kBounces, kStore},
    {"checkout_reach_rate", "share", kShare, Metric::kCheckoutReached, kStore},
    {"visit_duration_median_s", "seconds", kQuantile, Metric::kVisitDuration, kStore, 0.5},
    {"visit_duration_p90_s", "seconds", kQuantile, Metric::kVisitDuration, kStore, 0.9},
    {"zone_visits", "stays", kCount, Metric::kZoneVisits, kZones},
    {"zone_exposure", "share", kShare, Metric::kZoneExposed, kZones},
    {"engagement_rate", "ratio", kRatio, Metric::kZoneEngagements, kZones},
    {"dwell_median_s", "seconds", kQuantile, Metric::kDwell, kZones, 0.5},
    {"dwell_p90_s", "seconds", kQuantile, Metric::kDwell, kZones, 0.9},
    {"shopper_associate_ratio", "ratio", kMean, Metric::kShopperAssociateRatio, kZones},
    {"queue_joined", "people", kCount, Metric::kQueueJoined, kQueues},
    {"queue_abandoned", "people", kCount, Metric::kQueueAbandoned, kQueues},
    {"queue_abandonment_rate", "share", kShare, Metric::kQueueAbandoned, kQueues},
    {"queue_wait_median_s", "seconds", kQuantile, Metric::kQueueWait, kQueues, 0.5},
    {"queue_wait_p90_s", "seconds", kQuantile, Metric::kQueueWait, kQueues, 0.9},
    {"service_time_median_s", "seconds", kQuantile, Metric::kServiceTime, kQueues, 0.5},
    {"service_time_p90_s", "seconds", kQuantile, Metric::kServiceTime, kQueues, 0.9},
    {"queue_length_mean", "people", kMean, Metric::kQueueLengthMean, kQueues},
    {"queue_length_max", "people", kLargest, Metric::kQueueLengthMax, kQueues},
};

}  // namespace

std::span<const MetricInfo> metrics() { return kMetrics; }

const MetricInfo* find_metric(std::string_view name) {
  const auto found = std::find_if(std::begin(kMetrics), std::end(kMetrics),
                                  [&](const MetricInfo& metric) { return metric.name == name; });
  return found == std::end(kMetrics) ? nullptr : found;
}

}  // namespace sillage::desk
