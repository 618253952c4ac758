// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/durations.h"

#include <numeric>
#include <random>

#include <gmock/gmock.h>

namespace sillage::floor::internal {
namespace {

DurationTally stays_of(const std::vector<std::array<int, 3>>& classes) {
  DurationTally stays;
  for (const auto& [c, completed, censored] : classes) {
    stays.completed[c] = completed;
    stays.censored[c] = censored;
    stays.class_people[c] = completed + censored;
    stays.people += completed + censored;
  }
  return stays;
}

TEST(MergeDurations, KeepsClassesThatStandAlone) {
  const auto intervals = merge_durations(stays_of({{0, 10, 0}, {1, 12, 0}}), 10);
  ASSERT_EQ(intervals.size(), 3u);
  EXPECT_EQ(intervals[0].stays, 10);
  EXPECT_EQ(intervals[1].stays, 12);
  EXPECT_EQ(intervals[2].first, 2);
  EXPECT_EQ(intervals[2].last, kDwellClasses - 1);
  EXPECT_EQ(intervals[2].stays, 0);
  EXPECT_TRUE(intervals[2].empty);
}

TEST(MergeDurations, JoinsAThinTailToWhatCanHideIt) {
  const auto intervals = merge_durations(stays_of({{0, 10, 0}, {2, 10, 0}, {9, 1, 0}}), 10);
  ASSERT_EQ(intervals.size(), 4u);
  EXPECT_EQ(intervals[2].first, 2);
  EXPECT_EQ(intervals[2].last, 9);
  EXPECT_EQ(intervals[2].stays, 11);
  EXPECT_TRUE(intervals[3].empty);
}

TEST(MergeDurations, OneBodyWithManyStaysIsNoCrowd) {
  DurationTally stays = stays_of({{0, 12, 0}, {5, 30, 0}});
  stays.class_people[5] = 1;
  stays.people = 12;
  const auto intervals = merge_durations(stays, 10);
  ASSERT_GE(intervals.size(), 1u);
  EXPECT_EQ(intervals[0].first, 0);
  EXPECT_EQ(intervals[0].last, 5);
  EXPECT_EQ(intervals[0].stays, 42);
}

TEST(MergeDurations, StaysThatWereCutOffHideNoOtherOfTheirClass) {
  const auto intervals = merge_durations(stays_of({{0, 1, 9}, {10, 20, 0}}), 10);
  ASSERT_EQ(intervals.size(), 2u);
  EXPECT_EQ(intervals[0].last, 10);
  EXPECT_EQ(intervals[0].stays, 30);
  EXPECT_TRUE(intervals[1].empty);
}

TEST(MergeDurations, WhatIsKnownToHaveEndedGivesNoFewLongStays) {
  // 23 stays ended: with 20 shown as short, three would be left.
  const auto intervals = merge_durations(stays_of({{0, 20, 0}, {10, 3, 8}}), 10);
  EXPECT_EQ(intervals.front().last, 10);
  EXPECT_EQ(intervals.front().stays, 31);
}

TEST(MergeDurations, WhereAllWereCutOffThereIsOneInterval) {
  const auto intervals = merge_durations(stays_of({{0, 0, 12}, {4, 0, 15}}), 10);
  ASSERT_EQ(intervals.size(), 2u);
  EXPECT_EQ(intervals.front().stays, 27);
  EXPECT_TRUE(intervals.back().empty);
}

TEST(MergeDurations, EveryIntervalIsEmptyOrHoldsKPeopleAndTheSumStays) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 20'000; ++round) {
    std::vector<std::array<int, 3>> classes;
    for (int c = 0; c < kDwellClasses; ++c) {
      if (random() % 3 == 0) {
        classes.push_back({c, static_cast<int>(random() % 15), static_cast<int>(random() % 8)});
      }
    }
    DurationTally stays = stays_of(classes);
    if (stays.people < 10) continue;
    const auto intervals = merge_durations(stays, 10);
    std::int64_t shown = 0;
    int next = 0;
    for (const DurationInterval& interval : intervals) {
      EXPECT_EQ(interval.first, next);
      next = interval.last + 1;
      shown += interval.stays;
      // Here each body has one stay, so people are what they seem.
      const auto ended = std::accumulate(stays.completed.begin() + interval.first,
                                         stays.completed.begin() + next, std::int64_t{0});
      EXPECT_EQ(interval.empty, interval.stays == 0);
      EXPECT_TRUE(interval.empty || interval.stays >= 10) << interval.stays;
      EXPECT_TRUE(ended == 0 || ended >= 10 || interval.stays == stays.people) << ended;
    }
    EXPECT_EQ(next, kDwellClasses);
    EXPECT_EQ(shown, stays.people);
  }
}

TEST(JoinAround, ABounceEdgeThatSinglesOneOutIsRemoved) {
  // Class 5 ends at 40 s: 12 below 28.3 s, 12 up to 40 s, of which one is shorter than 30 s.
  const DurationTally stays = stays_of({{0, 12, 0}, {5, 12, 0}, {8, 20, 0}});
  auto intervals = merge_durations(stays, 10);
  ASSERT_EQ(intervals.front().last, 0);
  join_around(30, {13, 13}, stays, 10, intervals);
  EXPECT_EQ(intervals.front().first, 0);
  EXPECT_EQ(intervals.front().last, 5);
  EXPECT_EQ(intervals.front().stays, 24);
  EXPECT_EQ(intervals.back().last, kDwellClasses - 1);
}

TEST(JoinAround, AnEdgeThatTellsOfNobodyStays) {
  const DurationTally stays = stays_of({{0, 12, 0}, {5, 12, 0}, {8, 20, 0}});
  auto intervals = merge_durations(stays, 10);
  const std::size_t before = intervals.size();
  join_around(30, {12, 12}, stays, 10, intervals);
  EXPECT_EQ(intervals.size(), before);
}

TEST(JoinAround, StaysThatWereCutOffHideNobodyBesideALength) {
  // One of 28 to 40 s was no bounce; ten of that class were cut off.
  for (const auto& [bounces, ended] : {std::pair{20, 1}, {31, 12}}) {
    const DurationTally stays = stays_of({{0, 20, 0}, {5, ended, 10}, {8, 30, 0}});
    auto intervals = merge_durations(stays, 10);
    join_around(30, {bounces, bounces}, stays, 10, intervals);
    std::int64_t below = 0;
    for (const DurationInterval& interval : intervals) {
      EXPECT_NE(below - bounces, 1) << interval.first;
      below += interval.stays;
    }
    EXPECT_EQ(below, stays.people);
  }
}

TEST(JoinAround, NoEdgeAndTheLengthShowFewerThanK) {
  std::mt19937_64 random(4);
  int joined = 0;
  for (int round = 0; round < 5'000; ++round) {
    std::vector<std::array<int, 3>> classes;
    for (int c = 0; c < 12; ++c) classes.push_back({c, static_cast<int>(random() % 30), 0});
    const DurationTally stays = stays_of(classes);
    if (stays.people < 40) continue;
    // 30 s lie in class 5.
    std::int64_t shorter = static_cast<std::int64_t>(random()) % (stays.completed[5] + 1);
    shorter = std::abs(shorter);
    for (int c = 0; c < 5; ++c) shorter += stays.completed[c];
    auto intervals = merge_durations(stays, 10);
    const std::size_t before = intervals.size();
    join_around(30, {shorter, shorter}, stays, 10, intervals);
    joined += intervals.size() < before ? 1 : 0;
    std::int64_t below = 0;
    for (const DurationInterval& interval : intervals) {
      if (interval.first > 0) {
        const std::int64_t between = std::abs(below - shorter);
        EXPECT_TRUE(between == 0 || between >= 10) << between;
      }
      below += interval.stays;
    }
    EXPECT_EQ(below, stays.people);
  }
  EXPECT_GT(joined, 100);
}

}  // namespace
}  // namespace sillage::floor::internal
