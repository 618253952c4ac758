// SPDX-License-Identifier: Apache-2.0
#include "app/run_figures.h"

#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "desk/report/rates.h"

namespace sillage::app {
namespace {

using wire::Figure;
using wire::FigureState;
using wire::Metric;
using Releases = std::vector<wire::Release>;

Json number(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json interval(const Total& total) {
  return Json{{"value", number(total.value)},
              {"low", number(total.low)},
              {"high", number(total.high)},
              {"withheld_bins", total.withheld_bins}};
}

Json rate_json(const desk::Rate& rate) {
  return Json{
      {"value", number(rate.value)}, {"bins", rate.bins}, {"withheld_bins", rate.withheld_bins}};
}

Json durations_json(const Releases& releases, Metric metric, const std::string& scope) {
  Json bins = Json::array();
  for (const auto& release : releases) {
    for (const Figure& figure : release.figures()) {
      if (figure.metric != metric || figure.scope != scope || !figure.value) continue;
      bins.push_back({{"bin_start", to_iso8601(release.header().bin_start)},
                      {"from_s", figure.extent[0]},
                      {"to_s", figure.extent[1]},
                      {"stays", *figure.value},
                      {"state", to_string(figure.state)}});
    }
  }
  return bins;
}

/// Ratios do not add up: one object per bin that shows one.
Json ratios_json(const Releases& releases, const std::string& zone) {
  Json bins = Json::array();
  for (const auto& release : releases) {
    for (const Figure& figure : release.figures()) {
      if (figure.metric != Metric::kShopperAssociateRatio || figure.scope != zone) continue;
      if (!figure.value) continue;
      bins.push_back(
          {{"bin_start", to_iso8601(release.header().bin_start)}, {"value", *figure.value}});
    }
  }
  return bins;
}

Json way_json(const std::vector<std::string>& way) {
  return way.empty() ? Json(nullptr) : Json(way);
}

/// Sums over the days that list the pair; where a day does not, it is among the others there.
Json flows_json(const Releases& days) {
  std::map<std::vector<std::string>, std::pair<double, int>> sums;
  for (const auto& day : days) {
    for (const Figure& figure : day.figures()) {
      if (figure.metric != Metric::kFlow || !figure.value) continue;
      auto& [transitions, listed] = sums[figure.way];
      transitions += *figure.value;
      ++listed;
    }
  }
  Json flows = Json::array();
  for (const auto& [way, sum] : sums) {
    flows.push_back({{"way", way_json(way)}, {"transitions", sum.first}, {"days", sum.second}});
  }
  return flows;
}

Json paths_json(const Releases& days) {
  Json paths = Json::array();
  for (const auto& day : days) {
    for (const Figure& figure : day.figures()) {
      if (figure.metric != Metric::kPath || !figure.value) continue;
      paths.push_back({{"day_start", to_iso8601(day.header().bin_start)},
                       {"way", way_json(figure.way)},
                       {"visits", *figure.value}});
    }
  }
  return paths;
}

/// The releases with the figures of one step alone, which a total can be made of.
Total step_total(const Releases& releases, const std::string& funnel, std::size_t step) {
  Total sum;
  sum.value = 0;
  bool any = false;
  for (const auto& release : releases) {
    for (const Figure& figure : release.figures()) {
      if (figure.metric != Metric::kFunnel || figure.scope != funnel ||
          figure.extent[0] != static_cast<double>(step)) {
        continue;
      }
      any = true;
      sum.withheld_bins += figure.state == FigureState::kWithheld ? 1 : 0;
      if (sum.value) sum.value = figure.value ? *sum.value + *figure.value : figure.value;
    }
  }
  if (!any) sum.value.reset();
  return sum;
}

Json funnels_json(const RunSummary& summary) {
  Json funnels = Json::array();
  for (const auto& funnel : summary.store.funnels) {
    Json steps = Json::array();
    for (std::size_t i = 0; i < funnel.zones.size(); ++i) {
      const Total sum = step_total(summary.days, funnel.id.value(), i + 1);
      steps.push_back({{"zone", funnel.zones[i].value()},
                       {"visits", number(sum.value)},
                       {"withheld_bins", sum.withheld_bins}});
    }
    funnels.push_back({{"id", funnel.id.value()}, {"name", funnel.name}, {"steps", steps}});
  }
  return funnels;
}

Json queues_json(const RunSummary& summary) {
  Json queues = Json::array();
  const Releases& releases = summary.releases;
  for (const auto& zone : summary.store.zones) {
    if (zone.type != config::ZoneType::kCheckoutQueue) continue;
    const std::string& id = zone.id.value();
    queues.push_back(
        {{"id", id},
         {"name", zone.name},
         {"queue_joined", total_json(releases, Metric::kQueueJoined, id)},
         {"queue_abandoned", total_json(releases, Metric::kQueueAbandoned, id)},
         {"queue_abandonment_rate", rate_json(desk::queue_abandonment_rate(releases, id))},
         {"queue_length_mean", level_json(releases, Metric::kQueueLengthMean, id)},
         {"queue_length_max", level_json(releases, Metric::kQueueLengthMax, id)},
         {"queue_wait", durations_json(releases, Metric::kQueueWait, id)},
         {"service_time", durations_json(releases, Metric::kServiceTime, id)}});
  }
  return queues;
}

std::string share_text(const desk::Rate& rate) {
  return rate.value ? fmt::format("{:.0f} %", *rate.value * 100) : "-";
}

std::string count_text(const Releases& releases, Metric metric) {
  const auto sum = total(releases, metric, "");
  if (!sum || (!sum->value && sum->withheld_bins == 0)) return "-";
  return sum->value ? fmt::format("{:.0f}", *sum->value) : "withheld";
}

}  // namespace

Json total_json(const Releases& releases, Metric metric, const std::string& scope) {
  const auto sum = total(releases, metric, scope);
  return sum ? interval(*sum) : Json(nullptr);
}

Json level_json(const Releases& releases, Metric metric, const std::string& scope) {
  double weighted = 0, weight = 0, largest = 0;
  for (const auto& release : releases) {
    const auto& header = release.header();
    const double observed = header.coverage * seconds(header.bin_end - header.bin_start);
    for (const Figure& figure : release.figures()) {
      if (figure.metric != metric || figure.scope != scope || !figure.value) continue;
      weighted += *figure.value * observed;
      weight += observed;
      largest = std::max(largest, *figure.value);
    }
  }
  if (weight <= 0) return nullptr;
  const bool is_maximum = metric == Metric::kOccupancyMax || metric == Metric::kQueueLengthMax;
  return is_maximum ? largest : weighted / weight;
}

Json lines_json(const RunSummary& summary) {
  Json lines = Json::array();
  for (const auto& line : summary.store.lines) {
    lines.push_back({{"id", line.id.value()},
                     {"name", line.name},
                     {"entries", total_json(summary.releases, Metric::kEntries, line.id.value())},
                     {"exits", total_json(summary.releases, Metric::kExits, line.id.value())}});
  }
  return lines;
}

Json zones_json(const RunSummary& summary) {
  Json zones = Json::array();
  const Releases& releases = summary.releases;
  const Releases& days = summary.days;
  for (const auto& zone : summary.store.zones) {
    const std::string& id = zone.id.value();
    zones.push_back({{"id", id},
                     {"name", zone.name},
                     {"type", to_string(zone.type)},
                     {"zone_visits", total_json(releases, Metric::kZoneVisits, id)},
                     {"dwell", durations_json(releases, Metric::kDwell, id)},
                     {"zone_exposed", total_json(days, Metric::kZoneExposed, id)},
                     {"zone_exposure", rate_json(desk::zone_exposure(days, id))},
                     {"zone_engagements", total_json(days, Metric::kZoneEngagements, id)},
                     {"engagement_rate", rate_json(desk::engagement_rate(days, id))},
                     {"shopper_associate_ratio", ratios_json(releases, id)}});
  }
  return zones;
}

void add_journeys(const RunSummary& summary, Json& json) {
  const Releases& releases = summary.releases;
  for (const Metric metric :
       {Metric::kVisits, Metric::kTimedVisits, Metric::kPassBy, Metric::kGroups,
        Metric::kGroupsOfSeveral, Metric::kObjections}) {
    json[to_string(metric)] = total_json(releases, metric, "");
  }
  json["checkout_reached"] = total_json(summary.days, Metric::kCheckoutReached, "");
  json["bounces"] = total_json(summary.days, Metric::kBounces, "");
  json["visit_duration"] = durations_json(summary.days, Metric::kVisitDuration, "");
  json["bounce_rate"] = rate_json(desk::bounce_rate(summary.days));
  json["checkout_reach_rate"] = rate_json(desk::checkout_reach_rate(summary.days));
  json["capture_rate"] = rate_json(desk::capture_rate(releases));
  json["entries_per_pass_by"] = rate_json(desk::entries_per_pass_by(releases));
  json["queues"] = queues_json(summary);
  json["flows"] = flows_json(summary.days);
  json["paths"] = paths_json(summary.days);
  json["funnels"] = funnels_json(summary);
}

std::string journeys_text(const RunSummary& summary) {
  const Releases& releases = summary.releases;
  if (summary.store.lines.empty()) return "";
  std::string text = fmt::format(
      "\n  visits     {}, of known duration {}; very short {}, reached a service point {}\n"
      "  groups     {}, of two or more {}; objections {}\n",
      count_text(releases, Metric::kVisits), count_text(releases, Metric::kTimedVisits),
      share_text(desk::bounce_rate(summary.days)),
      share_text(desk::checkout_reach_rate(summary.days)),
      count_text(releases, Metric::kGroups), count_text(releases, Metric::kGroupsOfSeveral),
      count_text(releases, Metric::kObjections));
  if (total(releases, Metric::kPassBy, "")) {
    text += fmt::format("  passed by  {}; of all who came near, {} came in\n",
                        count_text(releases, Metric::kPassBy),
                        share_text(desk::capture_rate(releases)));
  }
  return text;
}

}  // namespace sillage::app
