// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/breakdown.h"

#include <algorithm>
#include <cmath>

#include "floor/privacy/internal/dwell_release.h"
#include "floor/privacy/internal/pooling.h"
#include "floor/privacy/privacy_door.h"

namespace sillage::floor::internal {
namespace {

using wire::Figure;
using wire::FigureState;
using wire::Metric;

Figure figure(Metric metric, const std::string& scope, std::optional<double> value) {
  Figure made;
  made.metric = metric;
  made.scope = scope;
  made.value = value;
  return made;
}

Figure withheld(Metric metric, const std::string& scope) {
  Figure made = figure(metric, scope, std::nullopt);
  made.state = FigureState::kWithheld;
  return made;
}

Figure total(Metric metric, const EventCount& sum) {
  Figure made = figure(metric, "", static_cast<double>(sum.count));
  made.low = static_cast<double>(std::max<std::int64_t>(0, sum.count - sum.doubtful));
  made.high = static_cast<double>(sum.count + sum.missed);
  return made;
}

struct LinePart {
  std::string id;
  std::int64_t count = 0;
  std::int64_t people = 0;
};

/// A body that no longer fits the books is still somebody.
std::int64_t people_behind(std::int64_t count, std::int64_t people) {
  return count > 0 ? std::max<std::int64_t>(people, 1) : 0;
}

void add_parts(Metric metric, const std::vector<LinePart>& parts, std::int64_t k,
               std::vector<Figure>& out) {
  std::vector<std::int64_t> people;
  for (const LinePart& part : parts) people.push_back(people_behind(part.count, part.people));
  const Pooling pooling = pool(people, k);
  std::int64_t pooled_count = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (pooling.pooled[i]) pooled_count += parts[i].count;
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!pooling.pooled[i]) {
      out.push_back(figure(metric, parts[i].id, static_cast<double>(parts[i].count)));
    } else if (pooling.all_pooled) {
      out.push_back(withheld(metric, parts[i].id));
    } else {
      Figure merged = figure(metric, parts[i].id, static_cast<double>(pooled_count));
      merged.state = FigureState::kMerged;
      merged.group = "other";
      out.push_back(merged);
    }
  }
}

/// Durations of the classes first to last.
std::array<double, 4> dwell_extent(int first, int last, double shortest_stay_s) {
  const double from = first == 0 ? std::min(shortest_stay_s, dwell_edge_s(0)) : dwell_edge_s(first);
  return {from, last + 1 < kDwellClasses ? dwell_edge_s(last + 1) : kOpenDwellEndS, 0, 0};
}

void add_dwell(const std::string& id, const ZoneTally& zone, std::int64_t k, double shortest_stay_s,
               std::vector<Figure>& out) {
  for (const DwellInterval& interval : merge_dwell(zone, k)) {
    Figure made = figure(Metric::kDwell, id, static_cast<double>(interval.visits));
    made.extent = dwell_extent(interval.first, interval.last, shortest_stay_s);
    if (interval.first < interval.last && !interval.empty) {
      made.state = FigureState::kMerged;
      made.group = fmt::format("dwell:{}-{}", interval.first, interval.last);
    }
    out.push_back(made);
  }
}

}  // namespace

void add_totals(const BinTally& tally, bool observed, std::vector<Figure>& out) {
  if (!tally.lines.empty()) {
    EventCount entries, exits;
    const auto add = [](EventCount& sum, const EventCount& part) {
      sum.count += part.count;
      sum.doubtful += part.doubtful;
      sum.missed += part.missed;
    };
    for (const auto& [id, line] : tally.lines) {
      add(entries, line.entries);
      add(exits, line.exits);
    }
    out.push_back(observed ? total(Metric::kEntries, entries)
                           : figure(Metric::kEntries, "", std::nullopt));
    out.push_back(observed ? total(Metric::kExits, exits)
                           : figure(Metric::kExits, "", std::nullopt));
  }
  std::optional<double> mean, max;
  if (observed && tally.occupancy_samples > 0) {
    mean = tally.occupancy_mean;
    max = static_cast<double>(tally.occupancy_max);
  }
  out.push_back(figure(Metric::kOccupancyMean, "", mean));
  out.push_back(figure(Metric::kOccupancyMax, "", max));
}

void add_lines(const BinTally& tally, std::int64_t k, bool observed, std::vector<Figure>& out) {
  std::vector<LinePart> entries, exits;
  for (const auto& [id, line] : tally.lines) {
    entries.push_back({id.value(), line.entries.count, line.entering_people});
    exits.push_back({id.value(), line.exits.count, line.exiting_people});
  }
  if (!observed) {
    for (const LinePart& line : entries) {
      out.push_back(figure(Metric::kEntries, line.id, std::nullopt));
      out.push_back(figure(Metric::kExits, line.id, std::nullopt));
    }
    return;
  }
  add_parts(Metric::kEntries, entries, k, out);
  add_parts(Metric::kExits, exits, k, out);
}

void add_zones(const BinTally& tally, std::int64_t k, double shortest_stay_s, bool observed,
               std::vector<Figure>& out) {
  const auto whole = dwell_extent(0, kDwellClasses - 1, shortest_stay_s);
  for (const auto& [id, zone] : tally.zones) {
    const std::int64_t people = people_behind(zone.visits, zone.people);
    if (observed && (people == 0 || people >= k)) {
      out.push_back(figure(Metric::kZoneVisits, id.value(), static_cast<double>(zone.visits)));
      add_dwell(id.value(), zone, k, shortest_stay_s, out);
      continue;
    }
    const auto hidden = observed ? FigureState::kWithheld : FigureState::kReleased;
    for (Metric metric : {Metric::kZoneVisits, Metric::kDwell}) {
      Figure made = figure(metric, id.value(), std::nullopt);
      made.state = hidden;
      if (metric == Metric::kDwell) made.extent = whole;
      out.push_back(made);
    }
  }
}

}  // namespace sillage::floor::internal
