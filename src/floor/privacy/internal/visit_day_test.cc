// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/visit_day.h"

#include <set>

#include <gtest/gtest.h>

#include "floor/privacy/internal/day_sum.h"
#include "floor/privacy/internal/visitors_test.h"

namespace sillage::floor::internal {
namespace {

using Way = std::vector<std::string>;

std::map<Way, double> paths_of(const VisitDay& day) {
  Figures figures;
  day.add_figures({}, figures);
  std::map<Way, double> paths;
  for (const wire::Figure& figure : figures) {
    if (figure.metric != wire::Metric::kPath) continue;
    EXPECT_FALSE(paths.contains(figure.way));
    paths[figure.way] = figure.value.value_or(-1);
  }
  return paths;
}

BinTally visits_with(const std::vector<std::pair<Way, int>>& paths) {
  BinTally tally;
  tally.zones[ZoneId("shelf")] = {};
  for (const auto& [way, visits] : paths) {
    std::vector<ZoneId> zones;
    for (const std::string& id : way) zones.emplace_back(id);
    tally.paths[zones] = {visits, visits};
    tally.visits.timed += visits;
    tally.visits.duration.people += visits;
  }
  return tally;
}

TEST(VisitDay, BinsAddUpUntilKPeopleWentThisWay) {
  VisitDay day({}, {}, {});
  day.add(visits_with({{{"shelf", "till"}, 6}, {{"shelf"}, 20}}), {});
  EXPECT_EQ(paths_of(day), (std::map<Way, double>{{{}, 26}})) << "20 of 26 would tell of 6";
  day.add(visits_with({{{"shelf", "till"}, 4}}), {});
  EXPECT_EQ(paths_of(day),
            (std::map<Way, double>{{{}, 0}, {{"shelf"}, 20}, {{"shelf", "till"}, 10}}));
}

TEST(VisitDay, VisitsWithoutAZoneAreAmongTheOthers) {
  VisitDay day({}, {}, {});
  day.add(visits_with({{{}, 12}, {{"shelf"}, 20}}), {});
  EXPECT_EQ(paths_of(day), (std::map<Way, double>{{{}, 12}, {{"shelf"}, 20}}));
}

TEST(VisitDay, OneBodyIsNoCrowd) {
  VisitDay day({}, {}, {});
  BinTally tally = visits_with({{{"shelf"}, 30}, {{"till"}, 40}});
  tally.paths[{ZoneId("shelf")}].people = 1;
  tally.visits.duration.people = 41;
  day.add(tally, {});
  EXPECT_EQ(paths_of(day), (std::map<Way, double>{{{}, 70}}));
}

TEST(VisitDay, IsBounded) {
  VisitDay day({}, {}, {});
  BinTally tally;
  tally.zones[ZoneId("shelf")] = {};
  for (int i = 0; i < 70'000; ++i) {
    tally.paths[{zone_id(i)}] = {10, 10};
    tally.visits.timed += 10;
    tally.visits.duration.people += 10;
  }
  day.add(tally, {});
  const auto paths = paths_of(day);
  EXPECT_EQ(paths.size(), kMostPaths + 1);
  EXPECT_EQ(paths.at({}), 10 * (70'000 - static_cast<int>(kMostPaths)));
}

TEST(VisitDay, TheOthersAreNobodyOrKOrEverybody) {
  constexpr int kZones = 4;
  const auto store = store_of(kZones);
  std::mt19937_64 random(8);
  int shown = 0, with_others = 0;
  for (int round = 0; round < 500; ++round) {
    VisitDay day({}, {}, {});
    std::vector<Visitor> visitors;
    for (int bin = 0; bin < 3; ++bin) {
      const auto these = some_visitors(random, static_cast<int>(random() % 60), kZones);
      day.add(tally_of(these, store), {});
      visitors.insert(visitors.end(), these.begin(), these.end());
    }
    const auto paths = paths_of(day);
    std::size_t others = 0;
    std::map<Way, double> truth;
    for (const Visitor& visitor : visitors) {
      Way way;
      for (const int zone : visitor.path) way.push_back(zone_id(zone).value());
      others += way.empty() || !paths.contains(way) ? 1 : 0;
      ++truth[way];
    }
    EXPECT_EQ(paths.at({}), static_cast<double>(others));
    EXPECT_TRUE(others == 0 || others >= 10 || others == visitors.size()) << others;
    for (const auto& [way, visits] : paths) {
      if (way.empty()) continue;
      EXPECT_GE(visits, 10);
      EXPECT_EQ(visits, truth[way]);
      ++shown;
    }
    with_others += others > 0 && others < visitors.size() ? 1 : 0;
  }
  EXPECT_GT(shown, 300);
  EXPECT_GT(with_others, 100);
}

}  // namespace
}  // namespace sillage::floor::internal
