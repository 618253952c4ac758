// SPDX-License-Identifier: Apache-2.0
// What anybody can work out from the releases of random stores: bins, days, restarts in between,
// releases that are made twice, sums over hours and days.
#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>
#include <tuple>

#include <gmock/gmock.h>

#include "desk/disclosure/disclosure.h"
#include "floor/privacy/privacy_door.h"

namespace sillage {
namespace {

using desk::Published;
using floor::BinTally;
using floor::PrivacyDoor;
using wire::Figure;
using wire::FigureState;
using wire::Metric;

constexpr int kK = 10;
constexpr int kLines = 3;
constexpr int kZones = 5;
using People = std::set<int>;

std::string name(const char* kind, int number) { return kind + std::to_string(number); }

config::StoreConfig random_store(config::PrivacyMode mode = config::PrivacyMode::kStandard) {
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

Truth random_truth(std::mt19937_64& random, int bins, int most_people) {
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

Published publish(const wire::Release& release) { return {release.header(), release.figures()}; }

/// The day through the door, which is taken over by another one now and then, and asked twice for
/// the same bin.
std::vector<Published> release_day(const Truth& truth, std::mt19937_64& random) {
  const config::StoreConfig store = random_store();
  auto door = *PrivacyDoor::create(store, false);
  std::vector<Published> published;
  for (const BinTally& tally : truth.tallies(Instant{} + std::chrono::hours(24 * 365))) {
    if (random() % 5 == 0) {
      auto next = *PrivacyDoor::create(store, false);
      EXPECT_TRUE(next.load(door.save()));
      door = std::move(next);
    }
    if (random() % 5 == 0) {
      EXPECT_EQ(wire::encode(door.release(tally)), wire::encode(door.release(tally)));
    }
    for (const auto& release : door.take(tally)) published.push_back(publish(release));
  }
  for (const auto& release : door.finish()) published.push_back(publish(release));
  return published;
}

struct Seen {
  int hidden = 0, merged = 0, days = 0, days_shown = 0;
};

int bin_of(const Published& release) {
  const auto since = release.header.bin_start - (Instant{} + std::chrono::hours(24 * 365));
  return static_cast<int>(since / std::chrono::minutes(15));
}

int number_of(const std::string& scope) { return scope[1] - '0'; }

/// Who is behind what is shown; and that nothing is lost: what is shown and what is withheld is
/// all.
void expect_crowds(const Published& release, const Truth& truth, Seen& seen) {
  std::map<std::string, People> groups;
  std::map<std::string, double> values;
  double lines = 0, hidden_entries = 0, total = 0;
  for (const Figure& figure : release.figures) {
    const std::pair<int, int> at{bin_of(release),
                                 figure.scope.empty() ? 0 : number_of(figure.scope)};
    if (figure.metric == Metric::kEntries && figure.scope.empty()) total = *figure.value;
    if (figure.metric == Metric::kEntries && !figure.scope.empty()) {
      const auto who = truth.entered.find(at);
      const auto count = who == truth.entered.end() ? 0.0 : static_cast<double>(who->second.size());
      (figure.state == FigureState::kReleased ? lines : hidden_entries) += count;
      EXPECT_TRUE(figure.state != FigureState::kReleased || *figure.value == count);
    }
    if (figure.metric != Metric::kZoneVisits) continue;
    const auto who = truth.stayed.find(at);
    const People people = who == truth.stayed.end() ? People{} : who->second;
    seen.hidden += figure.state == FigureState::kWithheld ? 1 : 0;
    if (figure.state == FigureState::kReleased) {
      EXPECT_TRUE(people.empty() || people.size() >= kK) << people.size();
    } else if (figure.state == FigureState::kMerged) {
      groups[figure.group].insert(people.begin(), people.end());
      values[figure.group] = *figure.value;
    }
  }
  EXPECT_EQ(lines + hidden_entries, total);
  for (const auto& [group, people] : groups) {
    EXPECT_GE(people.size(), kK) << group;
    ++seen.merged;
  }
}

/// Of a zone's day, less the bins that showed it.
void expect_day_rests(const std::vector<Published>& releases, const Truth& truth, Seen& seen) {
  std::map<int, People> rest;
  for (const Published& release : releases) {
    for (const Figure& figure : release.figures) {
      const bool hides = release.header.period == wire::Period::kBin &&
                         figure.metric == Metric::kZoneVisits &&
                         figure.state != FigureState::kReleased;
      if (!hides) continue;
      const auto who = truth.stayed.find({bin_of(release), number_of(figure.scope)});
      if (who == truth.stayed.end()) continue;
      rest[number_of(figure.scope)].insert(who->second.begin(), who->second.end());
    }
  }
  ++seen.days;
  for (const Figure& figure : releases.back().figures) {
    if (figure.metric != Metric::kZoneVisits) continue;
    EXPECT_GE(rest[number_of(figure.scope)].size(), kK);
    ++seen.days_shown;
  }
}

TEST(ReleaseClosure, NoCellBelowKFollowsFromTwoThousandRandomDays) {
  std::mt19937_64 random(17);
  Seen seen;
  for (int round = 0; round < 2000; ++round) {
    const Truth truth = random_truth(random, 3 + static_cast<int>(random() % 8),
                                     20 + static_cast<int>(random() % 60));
    const auto releases = release_day(truth, random);
    for (const auto& finding : desk::find_small_groups(releases).findings) {
      ADD_FAILURE() << "round " << round << ": " << to_string(finding.metric) << " "
                    << finding.place << ": " << finding.people << ", " << finding.how;
    }
    for (const Published& release : releases) {
      if (release.header.period == wire::Period::kBin) expect_crowds(release, truth, seen);
    }
    expect_day_rests(releases, truth, seen);
    if (HasFailure()) return;
  }
  EXPECT_GT(seen.hidden, 5000);
  EXPECT_GT(seen.merged, 500);
  EXPECT_GT(seen.days_shown, 300);
}

/// Withholds the small line alone, as if nobody had thought of its complement.
bool plant(Published& release, const Truth& truth) {
  std::vector<Figure*> pooled;
  for (Figure& figure : release.figures) {
    if (figure.metric == Metric::kEntries && figure.state == FigureState::kMerged) {
      pooled.push_back(&figure);
    }
  }
  const auto people = [&](const Figure* figure) {
    const auto who = truth.entered.find({bin_of(release), number_of(figure->scope)});
    return who == truth.entered.end() ? 0.0 : static_cast<double>(who->second.size());
  };
  if (pooled.size() != 2 || std::min(people(pooled[0]), people(pooled[1])) >= kK) return false;
  for (Figure* figure : pooled) {
    const bool is_small = people(figure) < kK;
    figure->state = is_small ? FigureState::kWithheld : FigureState::kReleased;
    figure->value = is_small ? std::nullopt : std::optional(people(figure));
    figure->group.clear();
  }
  return true;
}

TEST(ReleaseClosure, SuppressionWithoutItsComplementIsFoundEveryTime) {
  std::mt19937_64 random(18);
  int planted = 0, found = 0;
  for (int round = 0; round < 900; ++round) {
    const Truth truth = random_truth(random, 4, 80);
    auto releases = release_day(truth, random);
    for (Published& release : releases) {
      if (!plant(release, truth)) continue;
      ++planted;
      found += desk::find_small_groups(std::span(&release, 1)).findings.empty() ? 0 : 1;
    }
  }
  EXPECT_GT(planted, 50);
  EXPECT_EQ(found, planted);
}

/// A week of 7 days of 48 bins.
std::vector<BinTally> random_week(std::mt19937_64& random, int most_people) {
  std::vector<BinTally> week;
  for (int day = 0; day < 7; ++day) {
    const Truth truth = random_truth(random, 48, most_people);
    const Instant open = Instant{} + std::chrono::hours(24 * (365 + day) + 8);
    for (BinTally& tally : truth.tallies(open)) week.push_back(std::move(tally));
  }
  return week;
}

std::vector<Published> release_all(const std::vector<BinTally>& week, config::PrivacyMode mode) {
  auto door = *PrivacyDoor::create(random_store(mode), false);
  std::vector<Published> published;
  for (const BinTally& tally : week) {
    for (const auto& release : door.take(tally)) published.push_back(publish(release));
  }
  for (const auto& release : door.finish()) published.push_back(publish(release));
  return published;
}

/// Sums from the first bin on, by metric and place, as roll-ups add them: what is hidden adds
/// nothing. Any range of time is a difference of two.
using Series = std::map<std::pair<Metric, std::string>, std::vector<double>>;
Series running_sums(const std::vector<Published>& releases) {
  Series series;
  std::size_t bins = 0;
  for (const Published& release : releases) {
    if (release.header.period == wire::Period::kDay) continue;
    ++bins;
    for (const Figure& figure : release.figures) {
      const bool counts = figure.metric == Metric::kZoneVisits || figure.metric == Metric::kEntries;
      if (!counts) continue;
      auto& sums = series[{figure.metric, figure.scope}];
      const bool is_shown = figure.state == FigureState::kReleased && figure.value;
      sums.resize(bins, sums.empty() ? 0 : sums.back());
      sums.back() += is_shown ? *figure.value : 0;
    }
  }
  return series;
}

/// Every range of bins of a week, and every difference of two ranges of which one lies in the
/// other, of every line and zone: what remains are two ranges, so that it is enough to look at all
/// ranges and at all pairs of neighbouring ones.
TEST(ReleaseClosure, NoDifferenceOfRangesOfAWeekIsASmallGroup) {
  std::mt19937_64 random(19);
  std::size_t differences = 0;
  const auto releases = release_all(random_week(random, 60), config::PrivacyMode::kStandard);
  for (const auto& [place, sums] : running_sums(releases)) {
    if (place.second.empty()) continue;  // the store's totals are exact
    const auto value = [&, sums = sums](std::size_t from, std::size_t to) {
      return sums[to - 1] - (from == 0 ? 0 : sums[from - 1]);
    };
    for (std::size_t from = 0; from < sums.size(); ++from) {
      for (std::size_t to = from + 1; to <= sums.size(); ++to) {
        const double all = value(from, to);
        ASSERT_TRUE(all == 0 || all >= kK) << place.second << " " << from << " " << to;
        // Less every range at its start: the rest is a range again, at its end as well.
        for (std::size_t cut = from + 1; cut < to; ++cut) {
          const double rest = all - value(from, cut);
          ++differences;
          ASSERT_TRUE(rest == 0 || rest >= kK) << place.second << " " << from << " " << cut;
        }
      }
    }
  }
  EXPECT_GT(differences, 10'000'000u);
}

/// Between two zones or lines in the same range: one is no part of the other, but both are exact.
TEST(ReleaseClosure, StrictDifferencesAllCarryNoise) {
  std::mt19937_64 random(20);
  const auto week = random_week(random, 60);
  constexpr int kRuns = 12;
  std::vector<Series> runs;
  std::map<std::tuple<Instant, Metric, std::string>, std::vector<double>> days;
  for (int run = 0; run < kRuns; ++run) {
    const auto releases = release_all(week, config::PrivacyMode::kStrict);
    runs.push_back(running_sums(releases));
    for (const Published& release : releases) {
      if (release.header.period == wire::Period::kBin) continue;
      for (const Figure& figure : release.figures) {
        if (figure.metric != Metric::kVisits && figure.metric != Metric::kEntries) continue;
        if (figure.value) {
          days[{release.header.bin_start, figure.metric, figure.scope}].push_back(*figure.value);
        }
      }
    }
  }
  EXPECT_GT(days.size(), 7u);
  for (const auto& [figure, values] : days) {
    const std::set<double> different(values.begin(), values.end());
    EXPECT_GE(2 * different.size(), values.size()) << std::get<2>(figure);
  }
  std::size_t ranges = 0, same = 0;
  const auto& first = runs.front().at({Metric::kEntries, ""});
  for (std::size_t from = 0; from < first.size(); ++from) {
    for (std::size_t to = from + 1; to <= first.size(); ++to) {
      std::set<double> values;
      for (const Series& run : runs) {
        const auto& sums = run.at({Metric::kEntries, ""});
        values.insert(sums[to - 1] - (from == 0 ? 0 : sums[from - 1]));
      }
      ++ranges;
      same += values.size() < kRuns / 2 ? 1 : 0;
    }
  }
  EXPECT_GT(ranges, 70u);
  EXPECT_EQ(same, 0u);
}

}  // namespace
}  // namespace sillage
