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

#include "app/testing/random_days.h"
#include "base/testing/temporary.h"
#include "desk/disclosure/disclosure.h"
#include "desk/store/store.h"
#include "floor/privacy/privacy_door.h"

namespace sillage {
namespace {

using desk::Published;
using floor::BinTally;
using floor::PrivacyDoor;
using namespace app::testing;
using wire::Figure;
using wire::FigureState;
using wire::Metric;

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
  std::map<Metric, int> parts;  ///< of visits, with a value
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

/// Whether somebody's way went along these zones, others in between or not.
bool goes_along(const Walk& walk, const std::vector<std::string>& zones) {
  std::size_t step = 0;
  for (const auto& [bin, zone] : walk.stays) {
    if (step < zones.size() && zones[step] == name("z", zone)) ++step;
  }
  return step == zones.size();
}

/// Parts of a day's visits are of nobody or k people, and say what was.
void expect_parts(const Published& day, const Truth& truth, Seen& seen) {
  const bool tells_ways =
      std::any_of(day.figures.begin(), day.figures.end(), [](const Figure& figure) {
        return figure.metric == Metric::kFlow && !figure.way.empty();
      });
  for (const Figure& figure : day.figures) {
    std::vector<std::string> zones;
    if (figure.metric == Metric::kZoneExposed) zones = {figure.scope};
    if (figure.metric == Metric::kFunnel) {
      for (int i = 0; i < figure.extent[0]; ++i) zones.push_back(name("z", kFunnelZones.at(i)));
    }
    // Others that are all there is are a total.
    const bool is_all = figure.metric == Metric::kFlow && figure.way.empty() && !tells_ways;
    const bool is_part = (figure.metric == Metric::kFlow && !is_all) || !zones.empty();
    if (!is_part || figure.state != FigureState::kReleased) continue;
    ++seen.parts[figure.metric];
    EXPECT_TRUE(*figure.value == 0 || *figure.value >= kK)
        << to_string(figure.metric) << " " << wire::way_text(figure.way) << " " << *figure.value;
    if (figure.metric == Metric::kFlow) continue;
    const auto went = std::count_if(truth.walks.begin(), truth.walks.end(), [&](const auto& walk) {
      return goes_along(walk.second, zones);
    });
    EXPECT_EQ(*figure.value, static_cast<double>(went)) << to_string(figure.metric);
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
      if (release.header.period == wire::Period::kDay) expect_parts(release, truth, seen);
    }
    expect_day_rests(releases, truth, seen);
    if (HasFailure()) return;
  }
  EXPECT_GT(seen.hidden, 5000);
  EXPECT_GT(seen.merged, 500);
  EXPECT_GT(seen.days_shown, 300);
  for (const Metric metric : {Metric::kFlow, Metric::kFunnel, Metric::kZoneExposed}) {
    EXPECT_GT(seen.parts[metric], 500) << to_string(metric);
  }
}

/// The same days once more, after somebody late was added to or taken from some bins: a store takes the
/// first release of each bin and no other, so that no two versions can be compared. Without that they
/// would tell of single people.
TEST(ReleaseClosure, CorrectedCountsAreNotReleasedBesideTheFirst) {
  std::mt19937_64 random(23);
  int refused = 0, small_differences = 0;
  for (int round = 0; round < 60; ++round) {
    TemporaryFolder folder;
    auto store = *desk::open_sqlite(folder.path() / "a.db");
    const auto run = store->begin_run({Instant{}, "test", "live", "", "m", ""});
    ASSERT_TRUE(run);
    Truth truth = random_truth(random, 4, 60);
    const auto door = *PrivacyDoor::create(random_store(), false);
    std::vector<Published> published;
    for (const bool is_corrected : {false, true}) {
      if (is_corrected) {
        const int bin = static_cast<int>(random() % 4), line = static_cast<int>(random() % kLines);
        truth.entered[{bin, line}].insert(100'000);
      }
      for (const BinTally& tally : truth.tallies(Instant{} + std::chrono::hours(24 * 365))) {
        const wire::Release release = door.release(tally);
        const auto written = store->write(release, *run);
        if (written) continue;
        ++refused;
        EXPECT_EQ(written.error().code, ErrorCode::kConflict);
        const auto before = store->read(StoreId("store"), tally.start, tally.end);
        ASSERT_TRUE(before);
        for (std::size_t i = 0; i < release.figures().size(); ++i) {
          const auto& a = before->at(0).figures[i].value;
          const auto& b = release.figures()[i].value;
          small_differences += a && b && *a != *b && std::abs(*a - *b) < kK ? 1 : 0;
        }
      }
    }
    const auto all = store->read(StoreId("store"), Instant{}, Instant{} + std::chrono::hours(24 * 999));
    ASSERT_TRUE(all);
    for (const desk::StoredBin& bin : *all) published.push_back({bin.header, bin.figures});
    EXPECT_EQ(published.size(), 4u);
    EXPECT_TRUE(desk::find_small_groups(published).findings.empty());
  }
  EXPECT_GE(refused, 60);
  EXPECT_GT(small_differences, 0) << "there was nothing to protect";
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
