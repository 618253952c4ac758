// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <map>
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

/// Who came through which line and was in which zones, bin by bin.
struct Truth {
  int bins = 0;
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
      std::map<std::string, People> in_group;
      for (int zone = 0; zone < kZones; ++zone) {
        const ZoneId id(name("z", zone));
        auto& here = tally.zones[id];
        const std::string group = zone < 3 ? "near" : "far";
        tally.zone_groups[group].zones.push_back(id);
        const auto who = stayed.find({bin, zone});
        if (who == stayed.end()) continue;
        here.people = static_cast<std::int64_t>(who->second.size());
        here.visits = visits.at({bin, zone});
        here.completed[4] = here.visits;
        here.class_people[4] = here.people;
        for (const int person : who->second) here.newcomers += met[zone].insert(person).second;
        here.stays[4] = here.newcomers;
        in_group[group].insert(who->second.begin(), who->second.end());
        tally.zone_groups[group].visits += here.visits;
      }
      for (auto& [group, who] : in_group) {
        tally.zone_groups[group].people = static_cast<std::int64_t>(who.size());
      }
      made.push_back(std::move(tally));
    }
    return made;
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
      for (int stays = below(4); stays > 0; --stays) {
        const std::pair<int, int> where{std::min(bin + below(2), bins - 1),
                                        below(3) == 0 ? below(kZones) : below(2)};
        truth.stayed[where].insert(person);
        ++truth.visits[where];
      }
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
