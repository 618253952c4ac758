// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/breakdown.h"

#include <algorithm>
#include <cmath>

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

void add_zones(const BinTally& tally, const config::StoreConfig& store, Figures& out) {
  const std::int64_t k = store.privacy.k;
  const double shortest_s = std::max(0.0, store.measure.zone_min_stay_s);
  for (const auto& [id, zone] : tally.zones) {
    const Part visits{zone.visits, people_behind(zone.visits, zone.people)};
    out.push_back(count_figure(Metric::kZoneVisits, id.value(), zone.visits, is_large(visits, k)));
    add_durations(Metric::kDwell, id.value(), durations_of(zone), k, shortest_s, out);
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
