// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/dwell_release.h"

#include <numeric>
#include <random>

#include <gmock/gmock.h>

namespace sillage::floor::internal {
namespace {

ZoneTally zone_of(const std::vector<std::array<int, 3>>& classes) {
  ZoneTally zone;
  for (const auto& [c, completed, censored] : classes) {
    zone.completed[c] = completed;
    zone.censored[c] = censored;
    zone.class_people[c] = completed + censored;
    zone.visits += completed + censored;
  }
  zone.people = zone.visits;
  return zone;
}

TEST(Redistribute, WithoutCensoringNothingMoves) {
  const auto mass = redistribute(zone_of({{0, 3, 0}, {4, 7, 0}}));
  EXPECT_EQ(mass[0], 3);
  EXPECT_EQ(mass[4], 7);
}

TEST(Redistribute, GivesTheKaplanMeierMass) {
  // Stays 1, 2+, 3, 4+, 5 (plus: cut off). Kaplan-Meier: S = 4/5, 4/5 * 2/3, 0.
  const auto mass = redistribute(zone_of({{1, 1, 0}, {2, 0, 1}, {3, 1, 0}, {4, 0, 1}, {5, 1, 0}}));
  EXPECT_NEAR(mass[1], 1, 1e-12);
  EXPECT_NEAR(mass[2], 0, 1e-12);
  EXPECT_NEAR(mass[3], 4.0 / 3, 1e-12);
  EXPECT_NEAR(mass[5], 8.0 / 3, 1e-12);
}

TEST(Redistribute, TheLongestStaysKeepTheirs) {
  const auto mass = redistribute(zone_of({{1, 5, 0}, {3, 0, 4}}));
  EXPECT_EQ(mass[1], 5);
  EXPECT_EQ(mass[3], 4);
}

TEST(MergeDwell, KeepsClassesThatStandAlone) {
  const auto intervals = merge_dwell(zone_of({{0, 10, 0}, {1, 12, 0}}), 10);
  ASSERT_EQ(intervals.size(), 3u);
  EXPECT_EQ(intervals[0].visits, 10);
  EXPECT_EQ(intervals[1].visits, 12);
  EXPECT_EQ(intervals[2].first, 2);
  EXPECT_EQ(intervals[2].last, kDwellClasses - 1);
  EXPECT_EQ(intervals[2].visits, 0);
  EXPECT_TRUE(intervals[2].empty);
}

TEST(MergeDwell, JoinsAThinTailToWhatCanHideIt) {
  const auto intervals = merge_dwell(zone_of({{0, 10, 0}, {2, 10, 0}, {9, 1, 0}}), 10);
  ASSERT_EQ(intervals.size(), 4u);
  EXPECT_EQ(intervals[2].first, 2);
  EXPECT_EQ(intervals[2].last, 9);
  EXPECT_EQ(intervals[2].visits, 11);
  EXPECT_TRUE(intervals[3].empty);
}

TEST(MergeDwell, OneBodyWithManyStaysIsNoCrowd) {
  ZoneTally zone = zone_of({{0, 12, 0}, {5, 30, 0}});
  zone.class_people[5] = 1;
  zone.people = 12;
  const auto intervals = merge_dwell(zone, 10);
  ASSERT_GE(intervals.size(), 1u);
  EXPECT_EQ(intervals[0].first, 0);
  EXPECT_EQ(intervals[0].last, 5);
  EXPECT_EQ(intervals[0].visits, 42);
}

TEST(MergeDwell, EveryIntervalIsEmptyOrHoldsKPeopleAndTheSumStays) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 20'000; ++round) {
    std::vector<std::array<int, 3>> classes;
    for (int c = 0; c < kDwellClasses; ++c) {
      if (random() % 3 == 0) {
        classes.push_back({c, static_cast<int>(random() % 15), static_cast<int>(random() % 8)});
      }
    }
    ZoneTally zone = zone_of(classes);
    if (zone.people < 10) continue;
    const auto intervals = merge_dwell(zone, 10);
    std::int64_t visits = 0;
    int next = 0;
    for (const DwellInterval& interval : intervals) {
      EXPECT_EQ(interval.first, next);
      next = interval.last + 1;
      visits += interval.visits;
      // Here each body has one stay, so people are what they seem.
      const auto people = std::accumulate(zone.class_people.begin() + interval.first,
                                          zone.class_people.begin() + next, std::int64_t{0});
      EXPECT_EQ(interval.empty, people == 0);
      if (interval.empty) {
        EXPECT_EQ(interval.visits, 0);
      } else {
        EXPECT_GE(people, 10);
      }
    }
    EXPECT_EQ(next, kDwellClasses);
    EXPECT_EQ(visits, zone.visits);
  }
}

}  // namespace
}  // namespace sillage::floor::internal
