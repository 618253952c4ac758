// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "config/store_config.h"
#include "floor/measure/tally.h"

/// Random stores for tests of what follows from releases: who came in by which door and who was in
/// which zone, bin by bin, and what the meter would have counted of it.
namespace sillage::app::testing {

using floor::BinTally;

inline constexpr int kK = 10;
inline constexpr int kLines = 3;
inline constexpr int kZones = 5;
inline constexpr const char* kFunnel = "through";
inline constexpr std::array kFunnelZones = {0, 1, 3};
using People = std::set<int>;

inline std::string name(const char* kind, int number) { return kind + std::to_string(number); }

inline config::StoreConfig random_store(config::PrivacyMode mode = config::PrivacyMode::kStandard) {
  config::StoreConfig store;
  for (int i = 0; i < kLines; ++i) store.lines.push_back({LineId(name("l", i)), "", {}, {}});
  for (int i = 0; i < kZones; ++i) {
    const double x = 3.0 * i;
    store.zones.push_back({ZoneId(name("z", i)), "", config::ZoneType::kAisle,
                           *Polygon::create({{x, 0}, {x + 1, 0}, {x + 1, 1}, {x, 1}}),
                           i < 3 ? "near" : "far"});
  }
  store.funnels.push_back({FunnelId(kFunnel), "", {}});
  for (const int zone : kFunnelZones) store.funnels[0].zones.emplace_back(name("z", zone));
  store.privacy.mode = mode;
  store.privacy.expected_visits = 20'000;
  return store;
}

/// The same, and the last zone holds the one before it: who is in that is in both.
inline config::StoreConfig nested_store(config::PrivacyMode mode = config::PrivacyMode::kStandard) {
  config::StoreConfig store = random_store(mode);
  const double x = 3.0 * (kZones - 2);
  store.zones.back().area = *Polygon::create({{x - 1, 0}, {x + 2, 0}, {x + 2, 1}, {x - 1, 1}});
  return store;
}

/// The visit of one person: in which bin it was in which zone, in this order.
struct Walk {
  int last_bin = 0;
  int duration_class = 0;
  std::vector<std::pair<int, int>> stays{};  ///< bin and zone
};

/// Who came through which line and was in which zones, bin by bin.
struct Truth {
  int bins = 0;
  std::map<int, Walk> walks{};  ///< by person
  std::map<std::pair<int, int>, People> entered;  ///< by bin and line
  std::map<std::pair<int, int>, People> stayed;   ///< by bin and zone
  std::map<std::pair<int, int>, int> visits;      ///< by bin and zone

  std::vector<BinTally> tallies(Instant start) const {
    std::vector<BinTally> made;
    std::map<int, People> met;
    for (int bin = 0; bin < bins; ++bin) {
      BinTally tally;
      tally.start = start + std::chrono::minutes(15 * bin);
      tally.end = tally.start + std::chrono::minutes(15);
      tally.observed = std::chrono::minutes(15);
      for (int line = 0; line < kLines; ++line) {
        auto& here = tally.lines[LineId(name("l", line))];
        if (const auto who = entered.find({bin, line}); who != entered.end()) {
          here.entries.count = here.entering_people = here.entering_stays =
              static_cast<std::int64_t>(who->second.size());
        }
      }
      add_zones(bin, met, tally);
      auto& funnel = tally.funnels[FunnelId(kFunnel)];
      funnel.reached.assign(kFunnelZones.size(), 0);
      funnel.people.assign(kFunnelZones.size(), 0);
      made.push_back(std::move(tally));
    }
    for (const auto& [person, walk] : walks) add_walk(person, walk, made);
    return made;
  }

 private:
  void add_zones(int bin, std::map<int, People>& met, BinTally& tally) const {
    std::map<std::string, People> in_group;
    for (int zone = 0; zone < kZones; ++zone) {
      const ZoneId id(name("z", zone));
      auto& here = tally.zones[id];
      const std::string group = zone < 3 ? "near" : "far";
      tally.zone_groups[group].zones.push_back(id);
      tally.reach[id];
      const auto who = stayed.find({bin, zone});
      if (who == stayed.end()) continue;
      here.people = static_cast<std::int64_t>(who->second.size());
      here.visits = visits.at({bin, zone});
      here.completed[4] = here.visits;
      here.class_people[4] = here.people;
      for (const int person : who->second) {
        here.newcomers += met[zone].insert(person).second;
        add_heat(zone, person, tally);
      }
      here.stays[4] = here.newcomers;
      in_group[group].insert(who->second.begin(), who->second.end());
      tally.zone_groups[group].visits += here.visits;
    }
    for (auto& [group, who] : in_group) {
      tally.zone_groups[group].people = static_cast<std::int64_t>(who.size());
    }
    // On coarser levels whoever stood in two of its parts is one.
    for (int level = 1; level < floor::kHeatLevels; ++level) {
      std::map<floor::CellIndex, People> standing;
      for (int zone = 0; zone < kZones; ++zone) {
        const auto who = stayed.find({bin, zone});
        if (who == stayed.end()) continue;
        for (const int person : who->second) {
          const floor::CellIndex cell = cell_of(zone, person);
          const floor::CellIndex coarse{cell.x >> level, cell.y >> level};
          tally.heat[static_cast<std::size_t>(level)][coarse].person_s += 1;
          standing[coarse].insert(person);
        }
      }
      for (const auto& [cell, who] : standing) {
        tally.heat[static_cast<std::size_t>(level)][cell].people =
            static_cast<std::int64_t>(who.size());
      }
    }
  }

  /// Of each zone, a few cells are stood in, most often the first.
  static floor::CellIndex cell_of(int zone, int person) {
    const int spot = person % 5 == 0 ? 1 : person % 7 == 0 ? 3 : 0;
    return {6 * zone + spot % 2, spot / 2};
  }

  /// One second each.
  static void add_heat(int zone, int person, BinTally& tally) {
    floor::HeatCell& here = tally.heat[0][cell_of(zone, person)];
    here.person_s += 1;
    ++here.people;
  }

  /// What is counted of a visit, by the bin in which it ends; flows by when they happen.
  static void add_walk(int person, const Walk& walk, std::vector<BinTally>& made) {
    BinTally& last = made.at(static_cast<std::size_t>(walk.last_bin));
    const auto of_class = static_cast<std::size_t>(walk.duration_class);
    ++last.visits.visits.count;
    ++last.visits.people;
    ++last.visits.timed;
    ++last.visits.duration.people;
    ++last.visits.duration.completed[of_class];
    ++last.visits.duration.class_people[of_class];
    ++last.stays.visits;
    ++last.stays.durations[of_class];
    const bool bounces = floor::dwell_edge_s(walk.duration_class + 1) <= 30;
    last.visits.bounces += bounces;
    last.visits.bouncing_people += bounces;
    last.stays.bounces += bounces;
    std::vector<ZoneId> path;
    std::set<std::pair<ZoneId, ZoneId>> gone;
    for (const auto& [bin, zone] : walk.stays) {
      const ZoneId here(name("z", zone));
      if (!path.empty() && path.back() == here) continue;
      if (!path.empty()) {
        auto& flow = made.at(static_cast<std::size_t>(bin)).flows[{path.back(), here}];
        flow.count.thousandths += 1000;
        const bool is_first = gone.emplace(path.back(), here).second;
        flow.people += is_first;
        flow.stays += is_first;
      }
      path.push_back(here);
    }
    for (const ZoneId& zone : std::set<ZoneId>(path.begin(), path.end())) {
      auto& reach = last.reach[zone];
      ++reach.exposed;
      ++reach.exposed_people;
      const bool is_engaged = person % 3 != 0;
      reach.engaged += is_engaged;
      reach.engaged_people += is_engaged;
    }
    auto& funnel = last.funnels[FunnelId(kFunnel)];
    std::size_t step = 0;
    for (const ZoneId& zone : path) {
      if (step == kFunnelZones.size() || zone.value() != name("z", kFunnelZones[step])) continue;
      ++funnel.reached[step];
      ++funnel.people[step];
      ++step;
    }
    add_segment(person, of_class, path, last);
    if (path.size() > floor::kMaxPathZones) path.resize(floor::kMaxPathZones);
    auto& way = last.paths[path];
    ++way.visits;
    ++way.people;
  }

  static void add_segment(int person, std::size_t of_class, const std::vector<ZoneId>& path,
                          BinTally& last) {
    if (!last.segments) last.segments.emplace();
    const auto segment = static_cast<std::size_t>(person * 7 / 3 % 5 % 3);
    ++last.segments->durations[of_class][segment];
    for (const ZoneId& zone : std::set<ZoneId>(path.begin(), path.end())) {
      ++last.segments->zones[zone][4][segment];
    }
    if (path.size() <= floor::kMaxPathZones) ++last.segments->paths[path][segment];
  }
};

inline Truth random_truth(std::mt19937_64& random, int bins, int most_people) {
  const auto below = [&](int limit) { return static_cast<int>(random() % std::max(limit, 1)); };
  Truth truth;
  truth.bins = bins;
  int person = 0;
  for (int bin = 0; bin < bins; ++bin) {
    const int busy = below(3) == 0 ? 4 : most_people;
    for (int n = below(busy); n > 0; --n, ++person) {
      truth.entered[{bin, below(4) == 0 ? below(kLines) : 0}].insert(person);
      Walk& walk = truth.walks[person];
      walk.last_bin = bin;
      walk.duration_class = below(6) + below(6);
      for (int stays = below(4); stays > 0; --stays) {
        const std::pair<int, int> where{std::min(bin + below(2), bins - 1),
                                        below(3) == 0 ? below(kZones) : below(2)};
        truth.stayed[where].insert(person);
        ++truth.visits[where];
        walk.stays.push_back(where);
        walk.last_bin = std::max(walk.last_bin, where.first);
      }
      std::stable_sort(walk.stays.begin(), walk.stays.end(),
                       [](const auto& a, const auto& b) { return a.first < b.first; });
    }
  }
  return truth;
}

/// As in a nested_store().
inline void nest(Truth& truth) {
  for (int bin = 0; bin < truth.bins; ++bin) {
    const auto part = truth.stayed.find({bin, kZones - 2});
    if (part == truth.stayed.end()) continue;
    truth.stayed[{bin, kZones - 1}].insert(part->second.begin(), part->second.end());
    truth.visits[{bin, kZones - 1}] += truth.visits.at({bin, kZones - 2});
  }
  for (auto& [person, walk] : truth.walks) {
    std::vector<std::pair<int, int>> through;
    for (const auto& [bin, zone] : walk.stays) {
      if (zone == kZones - 2) through.emplace_back(bin, kZones - 1);  // into the outer one first
      through.emplace_back(bin, zone);
    }
    walk.stays = std::move(through);
  }
}

/// Estimates of how visitors are perceived, and of cameras that are always right: figures are the
/// counts themselves, nearly.
inline void perceive(config::StoreConfig& store) {
  store.audience.enabled = true;
  store.audience.audit = {1e7, 0, 0, 0, 1e7, 0};
  store.audience.worst_gap_points = store.audience.share_error_points = 0;
}

/// A week of 7 days of 48 bins.
inline std::vector<BinTally> random_week(std::mt19937_64& random, int most_people,
                                         bool is_nested = false) {
  std::vector<BinTally> week;
  for (int day = 0; day < 7; ++day) {
    Truth truth = random_truth(random, 48, most_people);
    if (is_nested) nest(truth);
    const Instant open = Instant{} + std::chrono::hours(24 * (365 + day) + 8);
    for (BinTally& tally : truth.tallies(open)) week.push_back(std::move(tally));
  }
  return week;
}

}  // namespace sillage::app::testing
