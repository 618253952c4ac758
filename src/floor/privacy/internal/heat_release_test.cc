// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/heat_release.h"

#include <cmath>
#include <random>
#include <set>

#include <gmock/gmock.h>

namespace sillage::floor::internal {
namespace {

using Levels = std::array<std::map<CellIndex, HeatCell>, kHeatLevels>;

/// Heat with the names of the people behind it.
struct Floor {
  std::array<std::map<CellIndex, std::set<int>>, kHeatLevels> people;
  Levels heat;

  void add(int person, double x, double y, double s = 1) {
    for (int level = 0; level < kHeatLevels; ++level) {
      const double side = heat_side_m(level);
      const CellIndex cell{static_cast<std::int32_t>(std::floor(x / side)),
                           static_cast<std::int32_t>(std::floor(y / side))};
      auto& names = people[level][cell];
      names.insert(person);
      heat[level][cell].person_s += s;
      heat[level][cell].people = static_cast<std::int64_t>(names.size());
    }
  }
  std::set<int> behind(const HeatRegion& region) const {
    std::set<int> names;
    for (const HeatSquare& square : region.squares) {
      const auto& here = people[square.level].at(square.cell);
      names.insert(here.begin(), here.end());
    }
    return names;
  }
};

TEST(SplitHeat, ACrowdedCellIsShownAlone) {
  Floor floor;
  for (int person = 0; person < 10; ++person) floor.add(person, 0.1, 0.1, 2);
  const auto regions = split_heat(floor.heat, 10, 0);
  ASSERT_EQ(regions.size(), 1u);
  ASSERT_EQ(regions[0].squares.size(), 1u);
  EXPECT_EQ(regions[0].squares[0].level, 0);
  EXPECT_EQ(regions[0].person_s, 20);
}

TEST(SplitHeat, AFewPeopleAreWithheld) {
  Floor floor;
  for (int person = 0; person < 9; ++person) floor.add(person, 3.0 * person, 0.1, 2);
  const auto regions = split_heat(floor.heat, 10, 0);
  ASSERT_EQ(regions.size(), 1u);
  EXPECT_FALSE(regions[0].shown);
}

TEST(SplitHeat, ScatteredPeopleShareTheSmallestSquareThatHidesThem) {
  Floor floor;
  for (int person = 0; person < 12; ++person) floor.add(person, 0.1 + 0.6 * (person % 3), 0.1);
  const auto regions = split_heat(floor.heat, 10, 0);
  ASSERT_EQ(regions.size(), 1u);
  ASSERT_EQ(regions[0].squares.size(), 1u);
  EXPECT_EQ(regions[0].squares[0].level, 2);
}

TEST(SplitHeat, ALonerNextToTwoCrowdsJoinsTheSmallerOne) {
  Floor floor;
  for (int person = 0; person < 30; ++person) floor.add(person, 0.1, 0.1);
  for (int person = 30; person < 42; ++person) floor.add(person, 0.6, 0.1);
  floor.add(99, 0.1, 0.6, 5);
  const auto regions = split_heat(floor.heat, 10, 0);
  ASSERT_EQ(regions.size(), 2u);
  for (const HeatRegion& region : regions) {
    const bool is_rest = region.squares.size() == 2;
    EXPECT_EQ(floor.behind(region).contains(99), is_rest);
    EXPECT_EQ(region.person_s, is_rest ? 17 : 30);
  }
}

TEST(SplitHeat, ALonerDoesNotBlurACrowdElsewhere) {
  Floor floor;
  for (int person = 0; person < 30; ++person) floor.add(person, 0.1, 0.1);
  for (int person = 30; person < 42; ++person) floor.add(person, 5.1, 0.1);
  floor.add(99, -20, 12, 5);
  const auto regions = split_heat(floor.heat, 10, 0);
  ASSERT_EQ(regions.size(), 2u);
  for (const HeatRegion& region : regions) {
    EXPECT_TRUE(region.shown);
    if (floor.behind(region).contains(99)) continue;
    ASSERT_EQ(region.squares.size(), 1u);
    EXPECT_EQ(region.squares[0].level, 0);
    EXPECT_EQ(region.person_s, 30);
  }
}

TEST(SplitHeat, StopsAtTheFinestLevelAskedFor) {
  Floor floor;
  for (int person = 0; person < 20; ++person) floor.add(person, 0.1, 0.1);
  for (const HeatRegion& region : split_heat(floor.heat, 10, 3)) {
    for (const HeatSquare& square : region.squares) EXPECT_GE(square.level, 3);
  }
}

/// Regions do not overlap, so any sum of them stands for the union of their people.
TEST(SplitHeat, RegionsAreDisjointAndHoldKPeopleAndAllTheTime) {
  std::mt19937_64 random(5);
  for (int round = 0; round < 60; ++round) {
    Floor floor;
    const int people = 5 + static_cast<int>(random() % 60);
    for (int person = 0; person < people; ++person) {
      const double home_x = static_cast<double>(random() % 800) / 10 - 40;
      for (auto steps = random() % 30; steps > 0; --steps) {
        floor.add(person, home_x + static_cast<double>(random() % 100) / 20,
                  static_cast<double>(random() % 400) / 20);
      }
    }
    double time = 0, withheld = 0;
    std::set<CellIndex> covered;
    for (const HeatRegion& region : split_heat(floor.heat, 10, 0)) {
      if (region.shown) {
        EXPECT_GE(floor.behind(region).size(), 10u);
        time += region.person_s;
      }
      for (const HeatSquare& square : region.squares) {
        if (!region.shown) withheld += floor.heat[square.level].at(square.cell).person_s;
        for (const auto& [fine, cell] : floor.heat[0]) {
          if (CellIndex{fine.x >> square.level, fine.y >> square.level} == square.cell) {
            EXPECT_TRUE(covered.insert(fine).second);
          }
        }
      }
    }
    double all = 0;
    for (const auto& [index, cell] : floor.heat[0]) all += cell.person_s;
    EXPECT_NEAR(time + withheld, all, 1e-6);
    EXPECT_EQ(covered.size(), floor.heat[0].size());
  }
}

}  // namespace
}  // namespace sillage::floor::internal
