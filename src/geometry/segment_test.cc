// SPDX-License-Identifier: Apache-2.0
#include "geometry/segment.h"

#include <random>

#include <gtest/gtest.h>

namespace sillage {
namespace {

TEST(Segment, SideIsThatOfTheCrossProduct) {
  const Segment door{{0, 0}, {4, 0}};
  EXPECT_DOUBLE_EQ(door.length(), 4);
  EXPECT_DOUBLE_EQ(door.signed_distance({1, 2}), 2);
  EXPECT_DOUBLE_EQ(door.signed_distance({9, -3}), -3);
  EXPECT_DOUBLE_EQ(door.signed_distance({2, 0}), 0);
}

TEST(Segment, ProjectionTellsInsideFromBeyondTheEnds) {
  const Segment door{{1, 1}, {5, 1}};
  EXPECT_DOUBLE_EQ(door.projection({1, 7}), 0);
  EXPECT_DOUBLE_EQ(door.projection({3, -7}), 0.5);
  EXPECT_DOUBLE_EQ(door.projection({5, 0}), 1);
  EXPECT_LT(door.projection({0, 1}), 0);
  EXPECT_GT(door.projection({6, 1}), 1);
}

TEST(Intersects, CrossingTouchingAndApart) {
  const Segment a{{0, 0}, {4, 0}};
  EXPECT_TRUE(intersects(a, {{2, -1}, {2, 1}}));
  EXPECT_TRUE(intersects(a, {{2, 0}, {2, 1}})) << "an end on the other";
  EXPECT_TRUE(intersects(a, {{4, 0}, {5, 3}})) << "ends meet";
  EXPECT_FALSE(intersects(a, {{2, 0.1}, {2, 1}}));
  EXPECT_FALSE(intersects(a, {{5, -1}, {5, 1}})) << "crosses only the infinite line";
  EXPECT_FALSE(intersects(a, {{0, 1}, {4, 1}})) << "parallel";
}

TEST(Intersects, OnOneLine) {
  const Segment a{{0, 0}, {4, 4}};
  EXPECT_TRUE(intersects(a, {{3, 3}, {6, 6}}));
  EXPECT_TRUE(intersects(a, {{1, 1}, {2, 2}}));
  EXPECT_TRUE(intersects(a, {{4, 4}, {6, 6}}));
  EXPECT_FALSE(intersects(a, {{5, 5}, {6, 6}}));
}

TEST(Intersects, DoesNotDependOnTheOrder) {
  std::mt19937 random(7);
  std::uniform_int_distribution<int> at(-3, 3);
  int crossing = 0;
  for (int i = 0; i < 5000; ++i) {
    const auto point = [&] { return Point{double(at(random)), double(at(random))}; };
    const Segment a{point(), point()}, b{point(), point()};
    const bool answer = intersects(a, b);
    EXPECT_EQ(answer, intersects(b, a));
    EXPECT_EQ(answer, intersects({a.to, a.from}, b));
    EXPECT_EQ(answer, intersects(a, {b.to, b.from}));
    crossing += answer;
  }
  EXPECT_GT(crossing, 500);
  EXPECT_LT(crossing, 4500);
}

}  // namespace
}  // namespace sillage
