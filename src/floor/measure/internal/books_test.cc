// SPDX-License-Identifier: Apache-2.0
// The small books that a bin keeps: bodies, heat, occupancy, duration classes.
#include <gmock/gmock.h>

#include "floor/measure/internal/body.h"
#include "floor/measure/internal/heat_grid.h"
#include "floor/measure/internal/occupancy.h"

namespace sillage::floor::internal {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

Instant at(Duration since_epoch) { return Instant(since_epoch); }

PlaceKey heat_key(int level, CellIndex cell) {
  return {.kind = PlaceKey::Kind::kHeat, .index = level, .cell = cell};
}

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

TEST(PlaceKey, PackingKeepsEveryKeyApart) {
  std::vector<PlaceKey> keys;
  for (int level : {0, 1, 6}) {
    for (std::int32_t x : {-20'000, -1, 0, 7, 20'000}) {
      for (std::int32_t y : {-20'000, -1, 0, 7, 20'000}) keys.push_back(heat_key(level, {x, y}));
    }
  }
  for (auto kind : {PlaceKey::Kind::kLineEntry, PlaceKey::Kind::kLineExit, PlaceKey::Kind::kZone}) {
    for (int index : {0, 1, 255}) keys.push_back({.kind = kind, .index = index, .cell = {}});
  }
  keys.push_back({.kind = PlaceKey::Kind::kDwellClass, .index = 3, .dwell_class = 23, .cell = {}});
  keys.push_back({});
  std::set<std::uint64_t> packed;
  for (const PlaceKey& key : keys) {
    EXPECT_TRUE(packed.insert(key.packed()).second);
    const PlaceKey back = PlaceKey::unpack(key.packed());
    EXPECT_EQ(back.kind, key.kind);
    EXPECT_EQ(back.index, key.index);
    EXPECT_EQ(back.dwell_class, key.dwell_class);
    EXPECT_EQ(back.cell, key.cell);
  }
}

TEST(Body, IsCountedOncePerPlaceAndBin) {
  Body body;
  EXPECT_TRUE(body.visit(3, heat_key(0, {1, 2})));
  EXPECT_FALSE(body.visit(3, heat_key(0, {1, 2})));
  EXPECT_TRUE(body.visit(4, heat_key(0, {1, 2})));
  EXPECT_TRUE(body.visit(3, heat_key(1, {1, 2})));
}

TEST(Body, MergingReportsWhatBothHad) {
  Body one, other;
  one.visit(0, heat_key(0, {1, 1}));
  one.visit(0, heat_key(0, {2, 2}));
  other.visit(0, heat_key(0, {2, 2}));
  other.visit(0, heat_key(0, {3, 3}));
  other.visit(1, heat_key(0, {1, 1}));
  std::vector<CellIndex> twice;
  one.absorb(std::move(other), [&](std::int64_t bin, const PlaceKey& key) {
    EXPECT_EQ(bin, 0);
    twice.push_back(key.cell);
  });
  EXPECT_THAT(twice, testing::ElementsAre(CellIndex{2, 2}));
  EXPECT_FALSE(one.visit(0, heat_key(0, {3, 3})));
  EXPECT_FALSE(one.visit(1, heat_key(0, {1, 1})));
}

TEST(Body, FullBookCountsNoFurtherPlaces) {
  Body body;
  std::size_t counted = 0;
  for (int i = 0; i < 10'000; ++i) counted += body.visit(0, heat_key(0, {i, 0})) ? 1 : 0;
  EXPECT_EQ(counted, Body::kMaxPlaces);
}

TEST(HeatGrid, EveryLevelHoldsTheSameTime) {
  HeatGrid grid;
  EXPECT_TRUE(grid.add({0.2, 0.2}, milliseconds(300)));
  EXPECT_TRUE(grid.add({-0.2, 40}, milliseconds(500)));
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
    full = !grid.add({0.5 * (i % 1000), 0.5 * (i / 1000)}, milliseconds(100));
  }
  EXPECT_TRUE(full);
  EXPECT_EQ(grid.level(0).size(), HeatGrid::kMaxCells);
  EXPECT_TRUE(grid.add({0.1, 0.1}, milliseconds(100)));  // a cell that is there still grows
}

TEST(Occupancy, CountsWhoIsThereAtWholeSeconds) {
  OccupancySampler sampler;
  for (int i = 0; i <= 40; ++i) sampler.observed(at(milliseconds(100 * i)));
  sampler.present(at(milliseconds(500)), at(milliseconds(2500)));
  sampler.present(at(milliseconds(1000)), at(milliseconds(2000)));
  const auto samples = sampler.settle(at(seconds(4)));
  ASSERT_EQ(samples.size(), 5u);
  const std::vector<std::int64_t> people{0, 1, 2, 0, 0};
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(samples[i].at, at(seconds(i)));
    EXPECT_EQ(samples[i].people, people[i]);
  }
  EXPECT_TRUE(sampler.settle(at(seconds(4))).empty());
}

TEST(Occupancy, SkipsSecondsNobodyWatched) {
  OccupancySampler sampler;
  sampler.observed(at(milliseconds(10'000)));
  sampler.observed(at(milliseconds(20'000)));
  sampler.present(at(milliseconds(9'000)), at(milliseconds(20'500)));
  std::vector<Instant> times;
  for (const auto& sample : sampler.settle(at(seconds(30)))) times.push_back(sample.at);
  EXPECT_THAT(times, testing::ElementsAre(at(seconds(10)), at(seconds(19)), at(seconds(20))));
}

}  // namespace
}  // namespace sillage::floor::internal
