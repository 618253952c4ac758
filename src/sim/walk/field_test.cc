// SPDX-License-Identifier: Apache-2.0
#include "sim/walk/field.h"

#include <cmath>

#include <gtest/gtest.h>

namespace sillage::sim {
namespace {

std::vector<Point> box(double left, double low, double right, double high) {
  return {{left, low}, {right, low}, {right, high}, {left, high}};
}

/// A hall of 10 x 6 m with a shelf across it that leaves a gap of 1 m at the top.
GroundShape hall() { return {{box(0, 0, 10, 6)}, {box(4.8, 0, 5.2, 5)}}; }

TEST(Ground, ClearanceIsTheDistanceToTheNearestThing) {
  const Ground ground(hall());
  EXPECT_NEAR(ground.clearance({2, 1}), 1, 1e-6);
  EXPECT_NEAR(ground.clearance({4.35, 2.22}), 0.45, 1e-6);
  EXPECT_NEAR(ground.clearance({5, 5.3}), 0.3, 1e-6);
  EXPECT_NEAR(ground.clearance({5, 2}), -0.2, 1e-6) << "in the shelf";
  EXPECT_NEAR(ground.clearance({-0.25, 3}), -0.25, 1e-6) << "outside";
  EXPECT_EQ(ground.clearance({100, 3}), -Ground::kFarM);
  EXPECT_EQ(ground.clearance({2.5, 3}), Ground::kFarM);
  // Off a corner the interpolation may be out by a little.
  EXPECT_NEAR(ground.clearance({5.43, 5.34}), std::hypot(0.23, 0.34), 0.03);
}

TEST(Ground, AwayLeadsAway) {
  const Ground ground(hall());
  const Point away = ground.away({4.5, 2.03});
  EXPECT_NEAR(away.x, -1, 1e-5);
  EXPECT_NEAR(away.y, 0, 1e-5);
}

TEST(Ground, LinesAreClearWhereADiscFits) {
  const Ground ground(hall());
  EXPECT_TRUE(ground.is_clear({1, 1}, {4, 5}, 0.3));
  EXPECT_FALSE(ground.is_clear({1, 1}, {9, 1}, 0.1));
  EXPECT_TRUE(ground.is_clear({4, 5.5}, {6, 5.5}, 0.4));
  EXPECT_FALSE(ground.is_clear({4, 5.5}, {6, 5.5}, 0.6));
}

TEST(Ground, NothingIsFreeWithoutAreas) {
  const Ground ground(GroundShape{});
  EXPECT_LT(ground.clearance({0, 0}), 0);
  EXPECT_FALSE(ground.is_clear({0, 0}, {1, 1}, 0));
}

TEST(Terrain, PiecesAreWhatHangsTogether) {
  const GroundShape apart{{box(0, 0, 10, 6)}, {box(4.8, 0, 5.2, 6)}};
  const Ground closed_ground(apart), open_ground(hall());
  const Terrain closed(closed_ground, 0.25), open(open_ground, 0.25), wide(open_ground, 0.55);
  EXPECT_NE(closed.piece_at({1, 1}), closed.piece_at({9, 1}));
  EXPECT_EQ(open.piece_at({1, 1}), open.piece_at({9, 1}));
  EXPECT_NE(wide.piece_at({1, 1}), wide.piece_at({9, 1})) << "too wide for the gap";
  EXPECT_EQ(open.piece_at({5, 2}), -1);
  EXPECT_EQ(open.piece_at({50, 2}), -1);
}

/// Walks downhill as a walker would.
double walk(const Field& field, const Ground& ground, Point from) {
  Point p = from;
  double length = 0;
  for (int i = 0; i < 2000 && distance(p, field.goal()) > 0.3; ++i) {
    p = p + field.direction(p) * 0.05;
    length += 0.05;
    EXPECT_GT(ground.clearance(p), 0.1) << p.x << " " << p.y;
  }
  EXPECT_LE(distance(p, field.goal()), 0.3);
  return length;
}

TEST(Field, LeadsRoundTheShelfByAShortWay) {
  const Ground ground(hall());
  const Terrain terrain(ground, 0.25);
  const Field field(terrain, {8, 1});
  const double shortest = distance({2, 1}, {4.8, 5.25}) + 0.4 + distance({5.2, 5.25}, {8, 1});
  for (const Point from : {Point{2, 1}, Point{0.3, 0.3}, Point{4.5, 0.4}, Point{9.7, 5.7}}) {
    walk(field, ground, from);
  }
  const double walked = walk(field, ground, {2, 1});
  EXPECT_GE(walked, shortest - 0.5);
  EXPECT_LE(walked, shortest * 1.15);
}

TEST(Field, DistancesInTheOpenAreEuclidean) {
  const Ground ground(GroundShape{{box(0, 0, 20, 20)}, {}});
  const Terrain terrain(ground, 0.25);
  const Field field(terrain, {10, 10});
  EXPECT_NEAR(field.distance_from({16, 10}), 6, 0.2);
  EXPECT_NEAR(field.distance_from({14, 14}), 4 * std::sqrt(2.0), 0.35) << "first order: some high";
}

TEST(Field, NoWayIsNoDirection) {
  const GroundShape apart{{box(0, 0, 10, 6)}, {box(4.8, 0, 5.2, 6)}};
  const Ground ground(apart);
  const Terrain terrain(ground, 0.25);
  const Field field(terrain, {8, 1});
  EXPECT_TRUE(std::isinf(field.distance_from({1, 1})));
  EXPECT_EQ(field.direction({1, 1}), Point{});
}

}  // namespace
}  // namespace sillage::sim
