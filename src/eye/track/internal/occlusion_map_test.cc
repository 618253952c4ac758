// SPDX-License-Identifier: Apache-2.0
#include "eye/track/internal/occlusion_map.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

constexpr int kWidth = 640, kHeight = 360;

Box standing_at(double x, double bottom) { return {x - 15, bottom - 90, 30, 90}; }

/// People of all statures of whom `hidden` of a body is behind something.
void pass(OcclusionMap& map, double x, double bottom, double hidden, int people) {
  std::mt19937 engine(7);
  std::normal_distribution<double> stature(1, 0.07);
  for (int i = 0; i < people; ++i) {
    OcclusionMap::Told told;
    map.learn(standing_at(x, bottom), 1 - stature(engine) * (1 - hidden), told);
  }
}

TEST(OcclusionMap, LearnsWhereLegsAreHidden) {
  OcclusionMap map(kWidth, kHeight);
  const Box table = standing_at(200, 120), floor = standing_at(400, 250);
  EXPECT_EQ(map.log_odds(table), 0);
  EXPECT_LT(map.log_odds(table, 0.12), 0) << "somebody small, as far as anybody knows";
  pass(map, 200, 120, 0.25, 10);
  pass(map, 400, 250, 0, 30);
  EXPECT_GT(map.log_odds(table), 2);
  EXPECT_GT(map.log_odds(table, 0.12), 0);
  EXPECT_EQ(map.log_odds(floor), 0);
  EXPECT_LT(map.log_odds(floor, 0.12), -2);
  EXPECT_LT(map.log_odds(floor, 0.25), 0) << "a child on open floor stays one";
  EXPECT_EQ(map.log_odds(standing_at(200, 300)), 0) << "in front of the table nothing is known";
}

TEST(OcclusionMap, AChildMakesNoTable) {
  OcclusionMap map(kWidth, kHeight);
  OcclusionMap::Told told;
  for (int round = 0; round < 20; ++round) {
    for (int bottom = 100; bottom < 200; ++bottom) map.learn(standing_at(200, bottom), 0.4, told);
  }
  for (int bottom = 100; bottom < 200; ++bottom) {
    EXPECT_LT(map.log_odds(standing_at(200, bottom), 0.12), 0) << bottom;
  }
}

TEST(OcclusionMap, AFloorThatWasMeasuredWrongHidesNobody) {
  OcclusionMap map(kWidth, kHeight);
  for (int x = 50; x < 600; x += 50) {
    for (int bottom = 120; bottom < 340; bottom += 20) pass(map, x, bottom, 0.15, 10);
  }
  EXPECT_LT(map.log_odds(standing_at(200, 120), 0.15), 0);
  EXPECT_LT(map.log_odds(standing_at(200, 120)), 1);
  EXPECT_LT(map.log_odds(standing_at(200, 120), 0.03), 0) << "somebody tall";
}

TEST(OcclusionMap, ATableThatIsTakenAwayIsForgotten) {
  OcclusionMap map(kWidth, kHeight);
  pass(map, 200, 120, 0.25, 40);
  ASSERT_GT(map.log_odds(standing_at(200, 120)), 2);
  pass(map, 200, 120, 0, 20);
  EXPECT_EQ(map.log_odds(standing_at(200, 120)), 0);
}

TEST(OcclusionMap, TakesBoxesAnywhere) {
  OcclusionMap map(kWidth, kHeight);
  for (const double x : {-1e9, -1.0, 0.0, 640.0, 1e9}) {
    for (const double y : {-1e9, 0.0, 360.0, 1e9}) {
      OcclusionMap::Told told;
      map.learn(standing_at(x, y), x * y, told);
      EXPECT_TRUE(std::isfinite(map.log_odds(standing_at(x, y), 0.2)));
    }
  }
}

}  // namespace
}  // namespace sillage::eye
