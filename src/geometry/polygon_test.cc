// SPDX-License-Identifier: Apache-2.0
#include "geometry/polygon.h"

#include <cmath>
#include <limits>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage {
namespace {

using ::testing::HasSubstr;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct BadPolygon {
  const char* name;
  std::vector<Point> corners;
  const char* reason;
  const char* what_to_do;
};

class BadPolygonTest : public ::testing::TestWithParam<BadPolygon> {};

TEST_P(BadPolygonTest, IsRefusedWithTheReasonAndWhatToDo) {
  const auto polygon = Polygon::create(GetParam().corners);
  ASSERT_FALSE(polygon);
  EXPECT_EQ(polygon.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(polygon.error().message, HasSubstr(GetParam().reason));
  EXPECT_THAT(polygon.error().message, HasSubstr(GetParam().what_to_do));
}

INSTANTIATE_TEST_SUITE_P(
    Each, BadPolygonTest,
    ::testing::Values(
        BadPolygon{"None", {}, "has 0", "add corners"},
        BadPolygon{"TwoPoints", {{0, 0}, {1, 1}}, "has 2", "add corners"},
        BadPolygon{"TooMany", std::vector<Point>(257), "257", "simplify"},
        BadPolygon{"CrossingItself",
                   {{0, 0}, {2, 2}, {2, 0}, {0, 2}},
                   "the edge after corner 1 meets the edge after corner 3",
                   "walking order"},
        BadPolygon{"TouchingItself",
                   {{0, 0}, {4, 0}, {4, 4}, {2, 0}, {0, 4}},
                   "crosses itself",
                   "walking order"},
        BadPolygon{
            "FoldedBack", {{0, 0}, {4, 0}, {2, 0}, {2, 3}}, "crosses itself", "walking order"},
        BadPolygon{"CornerTwice",
                   {{0, 0}, {2, 0}, {1, 1}, {2, 2}, {0, 2}, {1, 1}},
                   "crosses itself",
                   "walking order"},
        BadPolygon{"Collinear", {{0, 0}, {1, 1}, {2, 2}}, "straight line", "move one"},
        BadPolygon{"Repeated",
                   {{0, 0}, {1, 0}, {1, 0}, {0, 1}},
                   "corners 2 and 3 are the same",
                   "remove one"},
        BadPolygon{"ClosedLikeAGisRing",
                   {{0, 0}, {1, 0}, {0, 1}, {0, 0}},
                   "corners 4 and 1 are the same",
                   "remove one"},
        BadPolygon{"Nan", {{0, 0}, {1, kNan}, {1, 1}}, "corner 2", "correct it"},
        BadPolygon{"Infinite",
                   {{0, 0}, {1, 0}, {std::numeric_limits<double>::infinity(), 1}},
                   "corner 3",
                   "correct it"}),
    [](const auto& param) { return std::string(param.param.name); });

Polygon make(std::vector<Point> corners) { return *Polygon::create(std::move(corners)); }

TEST(Polygon, AreaDoesNotDependOnTheDirection) {
  EXPECT_DOUBLE_EQ(make({{0, 0}, {4, 0}, {4, 3}, {0, 3}}).area(), 12);
  EXPECT_DOUBLE_EQ(make({{0, 3}, {4, 3}, {4, 0}, {0, 0}}).area(), 12);
}

TEST(Polygon, HoldsWhatIsInside) {
  const Polygon hook = make({{0, 0}, {4, 0}, {4, 4}, {3, 4}, {3, 1}, {0, 1}});
  EXPECT_TRUE(hook.contains({0.5, 0.5}));
  EXPECT_TRUE(hook.contains({3.5, 3.5}));
  EXPECT_FALSE(hook.contains({1, 3})) << "in the mouth of the hook";
  EXPECT_FALSE(hook.contains({-1, 0.5}));
  EXPECT_FALSE(hook.contains({kNan, 0.5}));
  EXPECT_FALSE(hook.contains({0.5, kNan}));
}

TEST(Polygon, LeftAndLowerEdgesBelongToIt) {
  const Polygon square = make({{0, 0}, {1, 0}, {1, 1}, {0, 1}});
  EXPECT_TRUE(square.contains({0, 0.5}));
  EXPECT_TRUE(square.contains({0.5, 0}));
  EXPECT_TRUE(square.contains({0, 0}));
  EXPECT_FALSE(square.contains({1, 0.5}));
  EXPECT_FALSE(square.contains({0.5, 1}));
  EXPECT_FALSE(square.contains({1, 1}));
}

/// Two zones with a common wall at any angle: a point on the wall is in exactly one of them.
TEST(Polygon, APointOnASharedEdgeIsInExactlyOne) {
  std::mt19937_64 random(11);
  std::uniform_real_distribution<double> at(-5, 5), along(0.001, 0.999);
  for (int i = 0; i < 20'000; ++i) {
    const Point a{at(random), 0.1 + std::abs(at(random))};
    const Point b{at(random), -0.1 - std::abs(at(random))};
    const Polygon left = make({a, {-20, 0}, b});
    const Polygon right = make({a, b, {20, 0}});
    const Point p = a + (b - a) * along(random);
    ASSERT_NE(left.contains(p), right.contains(p)) << p.x << ", " << p.y;
  }
}

TEST(Polygon, DistanceToTheNearestEdge) {
  const Polygon square = make({{0, 0}, {4, 0}, {4, 4}, {0, 4}});
  EXPECT_DOUBLE_EQ(square.distance_to_edge({1, 2}), 1);
  EXPECT_DOUBLE_EQ(square.distance_to_edge({4, 2}), 0);
  EXPECT_DOUBLE_EQ(square.distance_to_edge({7, 8}), 5);
}

}  // namespace
}  // namespace sillage
