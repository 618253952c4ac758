// SPDX-License-Identifier: Apache-2.0
// The small books that people and bins keep: keys, accounts, heat, seconds, duration classes.
#include <gmock/gmock.h>

#include "floor/measure/internal/account.h"
#include "floor/measure/internal/heat_grid.h"
#include "floor/measure/internal/seconds.h"

namespace sillage::floor::internal {
namespace {

using std::chrono::milliseconds;

TEST(DwellClasses, EdgesAndClassesAgree) {
  EXPECT_EQ(dwell_class(0.1), 0);
  EXPECT_DOUBLE_EQ(dwell_edge_s(0), 5);
  EXPECT_DOUBLE_EQ(dwell_edge_s(2), 10);
  for (int i = 0; i < kDwellClasses; ++i) {
    EXPECT_EQ(dwell_class(dwell_edge_s(i)), i);
    EXPECT_EQ(dwell_class(dwell_edge_s(i) * 1.4), i);
  }
  EXPECT_GT(dwell_edge_s(kDwellClasses - 1), 4 * 3600);
  EXPECT_EQ(dwell_class(1e9), kDwellClasses - 1);
}

TEST(CountKey, CellsAndPathsComeBackAsTheyWere) {
  for (std::int32_t x : {-20'000, -1, 0, 7, 20'000}) {
    for (std::int32_t y : {-20'000, -1, 0, 7, 20'000}) {
      EXPECT_EQ(cell_of(cell_detail({x, y})), (CellIndex{x, y}));
    }
  }
  for (const std::vector<int>& path :
       {std::vector<int>{}, {0}, {255, 0, 255}, {1, 2, 3, 4, 5, 6, 255}}) {
    EXPECT_EQ(path_of(path_detail(path)), path);
  }
  EXPECT_EQ(path_of(path_detail({1, 2, 3, 4, 5, 6, 7, 8})),
            (std::vector<int>{1, 2, 3, 4, 5, 6, 7}));
}

TEST(CountKey, ABodyInBothKindsOfAClassIsOne) {
  Account account;
  account.add(0, {Count::kDwell, 2, 5}, 1);
  account.add(0, {Count::kDwellCensored, 2, 5}, 1);
  account.add(0, {Count::kEntryDoubtful, 0}, 1);
  KeySet places;
  add_places(account.bins().at(0), places);
  EXPECT_THAT(places, testing::UnorderedElementsAre(CountKey{Count::kDwell, 2, 5}));
}

TEST(Account, StaffKeepNothingButTheirTime) {
  Account account;
  account.add(3, {Count::kEntry, 0}, 1);
  account.add(3, {Count::kPresence, 1}, 500);
  account.add_heat(3, {1, 1}, 100);
  account.add_second(3, kInViewSeries, 7);
  account.add_step(3, {7, 1});
  EXPECT_EQ(account.inside(), 1);
  account.become_staff();
  const auto& bin = account.bins().at(3);
  EXPECT_THAT(bin.amounts, testing::UnorderedElementsAre(
                               testing::Pair(CountKey{Count::kStaffPresence, 1}, 500)));
  EXPECT_TRUE(bin.spans.empty());
  EXPECT_EQ(account.inside(), 0);
}

TEST(Account, SecondsJoinToSpansAndCanBeCutOff) {
  Account account;
  for (std::int64_t s : {5, 6, 7, 10, 11}) account.add_second(0, kInsideSeries, s);
  account.add_second(0, kInViewSeries, 8);
  ASSERT_EQ(account.bins().at(0).spans.size(), 3u);
  account.cut_series(kInsideSeries, 7);
  const auto& spans = account.bins().at(0).spans;
  ASSERT_EQ(spans.size(), 2u);
  EXPECT_EQ(spans[0].from, 5);
  EXPECT_EQ(spans[0].to, 6);
  EXPECT_EQ(spans[1].series, kInViewSeries);
}

TEST(Account, HoldsNoMoreThanSoManyCells) {
  Account account;
  std::size_t counted = 0;
  for (int i = 0; i < 10'000; ++i) counted += account.add_heat(0, {i, 0}, 1) ? 1 : 0;
  EXPECT_EQ(counted, Account::kMaxCells);
  EXPECT_TRUE(account.add_heat(0, {5, 0}, 1));  // a cell that is there still grows
}

TEST(HeatGrid, EveryLevelHoldsTheSameTime) {
  HeatGrid grid;
  EXPECT_TRUE(grid.add(heat_cell_at({0.2, 0.2}, 0), milliseconds(300)));
  EXPECT_TRUE(grid.add(heat_cell_at({-0.2, 40}, 0), milliseconds(500)));
  for (int level = 0; level < kHeatLevels; ++level) {
    double sum = 0;
    for (const auto& [index, cell] : grid.level(level)) sum += cell.person_s;
    EXPECT_DOUBLE_EQ(sum, 0.8);
  }
  EXPECT_EQ(grid.level(0).begin()->first, (CellIndex{-1, 80}));
}

TEST(HeatGrid, IsBounded) {
  HeatGrid grid;
  bool full = false;
  for (int i = 0; i < 251'000 && !full; ++i) {
    full = !grid.add({i % 1000, i / 1000}, milliseconds(100));
  }
  EXPECT_TRUE(full);
  EXPECT_EQ(grid.level(0).size(), HeatGrid::kMaxCells);
  EXPECT_TRUE(grid.add({0, 0}, milliseconds(100)));  // a cell that is there still grows
}

TEST(Crowd, CountsWhoIsThereAtEachSecond) {
  Crowd crowd;
  crowd.add(1, 2, 1);
  crowd.add(2, 9, 2);
  crowd.add(-5, 0, 1);
  crowd.add(3, 2, 7);
  EXPECT_THAT(crowd.levels(5), testing::ElementsAre(1, 1, 3, 2, 2));
  EXPECT_THAT(crowd.levels(12).back(), 0);
}

}  // namespace
}  // namespace sillage::floor::internal
