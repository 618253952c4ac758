// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/breakdown.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "floor/privacy/internal/durations.h"
#include "floor/privacy/internal/pooling.h"

namespace sillage::floor::internal {
namespace {

using wire::Figure;
using wire::FigureState;
using wire::Metric;

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

void add_parts(Metric metric, const std::vector<LinePart>& parts, std::int64_t k, Figures& out) {
  std::vector<std::int64_t> people;
  for (const LinePart& part : parts) people.push_back(people_behind(part.count, part.people));
  const Pooling pooling = pool(people, k);
  std::int64_t pooled_count = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (pooling.pooled[i]) pooled_count += parts[i].count;
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    // Where none is shown, not even the empty ones are: the last could be had from the total.
    if (pooling.all_pooled) {
      out.push_back(withheld(metric, parts[i].id));
    } else if (!pooling.pooled[i]) {
      out.push_back(figure(metric, parts[i].id, static_cast<double>(parts[i].count)));
    } else {
      Figure merged = figure(metric, parts[i].id, static_cast<double>(pooled_count));
      merged.state = FigureState::kMerged;
      merged.group = "other";
      out.push_back(merged);
    }
  }
}

Part visits_of(const ZoneTally& zone) {
  return {zone.visits, people_behind(zone.visits, zone.people)};
}

/// Zones of few people as one figure, where all of them together are sure to be k.
void merge_group(const std::string& name, const ZoneGroupTally& group, const BinTally& tally,
                 std::int64_t k, std::map<ZoneId, Figure>& figures) {
  std::vector<std::int64_t> people;
  std::vector<bool> small;
  std::int64_t visits = 0;
  for (const ZoneId& id : group.zones) {
    const Part part = visits_of(tally.zones.at(id));
    people.push_back(part.people);
    small.push_back(!is_large(part, k));
    if (small.back()) visits += part.count;
  }
  if (guaranteed_people(people, small, group.people) < k) return;
  for (std::size_t i = 0; i < small.size(); ++i) {
    if (!small[i]) continue;
    Figure& made = figures.at(group.zones[i]);
    made = figure(Metric::kZoneVisits, group.zones[i].value(), static_cast<double>(visits));
    made.state = FigureState::kMerged;
    made.group = "zones:" + name;
  }
}

std::map<ZoneId, Figure> zone_visits(const BinTally& tally, const Overlaps& overlaps,
                                     std::int64_t k) {
  std::map<ZoneId, Figure> figures;
  for (const auto& [id, zone] : tally.zones) {
    const Part visits = visits_of(zone);
    const bool shown =
        is_large(visits, k) &&
        std::all_of(overlaps.begin(), overlaps.end(), [&, inner = id](const auto& pair) {
          const auto whole = tally.zones.find(pair.first);
          return pair.second != inner || whole == tally.zones.end() ||
                 rest_is_safe(visits_of(whole->second), visits, k);
        });
    figures.emplace(id, count_figure(Metric::kZoneVisits, id.value(), visits.count, shown));
  }
  for (const auto& [name, group] : tally.zone_groups) merge_group(name, group, tally, k, figures);
  return figures;
}

/// Coarse enough that seconds of shoppers, which others tell of, do not give those of the staff.
double two_digits(double value) {
  if (value <= 0) return 0;
  const double scale = std::pow(10, 1 - std::floor(std::log10(value)));
  return std::round(value * scale) / scale;
}

}  // namespace

void add_totals(const BinTally& tally, Figures& out) {
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
    out.push_back(total(Metric::kEntries, entries));
    out.push_back(total(Metric::kExits, exits));
  }
  std::optional<double> mean, max;
  if (tally.occupancy_samples > 0) {
    mean = tally.occupancy_mean;
    max = static_cast<double>(tally.occupancy_max);
  }
  out.push_back(figure(Metric::kOccupancyMean, "", mean));
  out.push_back(figure(Metric::kOccupancyMax, "", max));
  if (tally.pass_by) out.push_back(count_figure(Metric::kPassBy, "", tally.pass_by->people));
  out.push_back(count_figure(Metric::kObjections, "", tally.objections));
}

void add_lines(const BinTally& tally, std::int64_t k, Figures& out) {
  std::vector<LinePart> entries, exits;
  for (const auto& [id, line] : tally.lines) {
    entries.push_back({id.value(), line.entries.count, line.entering_people});
    exits.push_back({id.value(), line.exits.count, line.exiting_people});
  }
  add_parts(Metric::kEntries, entries, k, out);
  add_parts(Metric::kExits, exits, k, out);
}

void add_zones(const BinTally& tally, const config::StoreConfig& store, const Overlaps& overlaps,
               Figures& out) {
  const std::int64_t k = store.privacy.k;
  const double shortest_s = std::max(0.0, store.measure.zone_min_stay_s);
  const std::map<ZoneId, Figure> visits = zone_visits(tally, overlaps, k);
  for (const auto& [id, zone] : tally.zones) {
    const Figure& shown = visits.at(id);
    out.push_back(shown);
    const bool is_alone = shown.state == FigureState::kReleased;
    if (is_alone || shown.state == FigureState::kMerged) {
      add_durations(Metric::kDwell, id.value(), durations_of(zone), k, shortest_s, out);
    } else {
      add_withheld_durations(Metric::kDwell, id.value(), shortest_s, out);
    }
  }
}

void add_ratios(const BinTally& tally, std::int64_t k, Figures& out) {
  for (const auto& [id, presence] : tally.presence) {
    // Staff are few and known by name, so that even their absence is not told.
    const bool shown = presence.staff >= k && presence.staff_s > 0 &&
                       is_large({presence.shopper_s, presence.shoppers}, k);
    const double ratio =
        shown ? static_cast<double>(presence.shopper_s) / static_cast<double>(presence.staff_s) : 0;
    out.push_back(shown ? figure(Metric::kShopperAssociateRatio, id.value(), two_digits(ratio))
                        : withheld(Metric::kShopperAssociateRatio, id.value()));
  }
}

}  // namespace sillage::floor::internal
