// SPDX-License-Identifier: Apache-2.0
#include "sim/walk/crowd.h"

#include <cmath>

#include <gtest/gtest.h>

namespace sillage::sim {
namespace {

std::vector<Point> box(double left, double low, double right, double high) {
  return {{left, low}, {right, low}, {right, high}, {left, high}};
}

/// A hall of 12 x 8 m with two shelves and aisles of 1.6 m beside them.
struct Hall {
  Hall()
      : shape{{box(0, 0, 12, 8)}, {box(3, 1.6, 9, 2.6), box(3, 4.2, 9, 5.2)}},
        ground(shape),
        routes(ground),
        crowd(routes) {}
  GroundShape shape;
  Ground ground;
  Routes routes;
  Crowd crowd;

  WalkerSlot add(Point at, double heading = 0, std::int32_t unit = -1) {
    WalkerSpec spec;
    spec.at = at;
    spec.heading = heading;
    spec.unit = unit;
    return crowd.add(spec);
  }
  /// Steps until nobody walks; ticks, or -1 after `most`.
  int run(int most = 1000) {
    for (int tick = 0; tick < most; ++tick) {
      if (crowd.is_still()) return tick;
      for (const WalkerSlot slot : crowd.step().moved) {
        EXPECT_GT(ground.clearance(crowd[slot].place), crowd[slot].radius - 0.02);
      }
    }
    return -1;
  }
};

TEST(Crowd, WalksRoundAShelfAtTheWishedSpeed) {
  Hall hall;
  const WalkerSlot walker = hall.add({1, 3.4});
  hall.crowd.go(walker, {11, 3.4}, 1.3);
  const int ticks = hall.run();
  ASSERT_GT(ticks, 0);
  EXPECT_NEAR(hall.crowd[walker].place.x, 11, 0.16);
  EXPECT_NEAR(ticks / 10.0, 10 / 1.3, 1.5);
  const WalkerSlot other = hall.add({6, 3.4});
  hall.crowd.go(other, {6, 6.5}, 1.0);
  ASSERT_GT(hall.run(), 60) << "the shelf is in the way";
  EXPECT_NEAR(hall.crowd[other].place.y, 6.5, 0.16);
}

TEST(Crowd, TwoPassInAnAisle) {
  Hall hall;
  const WalkerSlot a = hall.add({1, 3.4}), b = hall.add({11, 3.4});
  hall.crowd.go(a, {11, 3.4}, 1.2);
  hall.crowd.go(b, {1, 3.4}, 1.2);
  const int ticks = hall.run();
  ASSERT_GT(ticks, 0);
  EXPECT_LT(ticks, 130) << "without standing about";
  EXPECT_LT(hall.crowd.worst_overlap(), 0.02);
}

TEST(Crowd, PassesPeopleWhoStand) {
  Hall hall;
  hall.add({5, 3.0}), hall.add({7, 3.8});
  const WalkerSlot walker = hall.add({1, 3.4});
  hall.crowd.go(walker, {11, 3.4}, 1.2);
  const int ticks = hall.run();
  ASSERT_GT(ticks, 0);
  EXPECT_LT(ticks, 160);
}

TEST(Crowd, ManyCrossWithoutOverlap) {
  Hall hall;
  for (int i = 0; i < 12; ++i) {
    const WalkerSlot right = hall.add({0.6, 0.4 + 0.62 * i});
    const WalkerSlot left = hall.add({11.4, 0.6 + 0.6 * i}, 3.14);
    hall.crowd.go(right, {11.4, 7.4 - 0.6 * i}, 1.0 + 0.03 * i, 0.3);
    hall.crowd.go(left, {0.6, 7.2 - 0.6 * i}, 1.3 - 0.03 * i, 0.3);
  }
  EXPECT_GT(hall.run(900), 0) << "all arrive";
  EXPECT_LT(hall.crowd.worst_overlap(), 0.05);
}

TEST(Crowd, CompanyKeepsTogetherAndWalksInSingleFileWhereItIsNarrow) {
  Hall hall;
  const WalkerSlot leader = hall.add({1, 7}, 0, 1), friends = hall.add({1, 6.4}, 0, 1);
  hall.crowd.go(leader, {11, 3.4}, 1.1);
  hall.crowd.accompany(friends, leader, {0, 0.65}, 1.2);
  int apart = 0, ticks = 0;
  for (; ticks < 400 && hall.crowd[leader].walking; ++ticks) {
    hall.crowd.step();
    apart += distance(hall.crowd[leader].place, hall.crowd[friends].place) > 1.5 ? 1 : 0;
  }
  EXPECT_LT(ticks, 400);
  EXPECT_LT(apart, ticks / 10);
}

TEST(Crowd, ATrolleyGoesAheadOfWhoPushesIt) {
  Hall hall;
  WalkerSpec spec;
  spec.at = {1, 0.8};
  spec.push_radius = 0.3;
  spec.push_reach = 0.65;
  spec.wheels = true;
  const WalkerSlot walker = hall.crowd.add(spec);
  hall.crowd.go(walker, {6, 6.6}, 0.9);
  for (int tick = 0; tick < 300 && hall.crowd[walker].walking; ++tick) {
    hall.crowd.step();
    const Crowd::Walker& seen = hall.crowd[walker];
    EXPECT_NEAR(distance(seen.place, seen.pushed_at), 0.65, 0.05);
    EXPECT_GT(hall.ground.clearance(seen.pushed_at), 0.26);
    EXPECT_GT(hall.ground.clearance(seen.place), 0.17);
  }
  EXPECT_LT(distance(hall.crowd[walker].pushed_at, {6, 6.6}), 0.2);
}

TEST(Crowd, WhoCannotGetOnIsTold) {
  Hall hall;
  const WalkerSlot walker = hall.add({1, 1});
  hall.crowd.go(walker, {6, 2.1}, 1);  // in a shelf
  int told = 0;
  for (int tick = 0; tick < 300; ++tick) told += static_cast<int>(hall.crowd.step().stuck.size());
  EXPECT_GE(told, 2);
}

TEST(Crowd, TheSameCallsGiveTheSamePlaces) {
  const auto play = [] {
    Hall hall;
    for (int i = 0; i < 8; ++i) {
      hall.crowd.go(hall.add({0.5, 0.5 + 0.8 * i}), {11.5, 7 - 0.8 * i}, 1.2);
    }
    for (int tick = 0; tick < 60; ++tick) hall.crowd.step();
    std::vector<Point> places;
    for (int i = 0; i < 8; ++i) places.push_back(hall.crowd[i].place);
    return places;
  };
  EXPECT_EQ(play(), play());
}

}  // namespace
}  // namespace sillage::sim
