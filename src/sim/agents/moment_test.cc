// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/moment.h"

#include <cmath>

#include <gtest/gtest.h>

namespace sillage::sim {
namespace {

Stance stance(std::uint32_t id, Point place, double heading = 0) {
  Stance stance;
  stance.person = PersonId{id};
  stance.place = place;
  stance.heading = heading;
  return stance;
}

TEST(Moment, BetweenTwoTicksPeopleAreOnTheirWay) {
  const Moment before{Instant{}, {stance(1, {0, 0}, 3.0), stance(3, {5, 5})}};
  const Moment after{Instant{} + kTick, {stance(1, {0.1, 0.2}, -3.0), stance(2, {9, 9})}};
  const Moment middle = between(before, after, 0.5);
  EXPECT_EQ(middle.at, Instant{} + kTick / 2);
  ASSERT_EQ(middle.people.size(), 3u);
  EXPECT_NEAR(middle.people[0].place.x, 0.05, 1e-12);
  EXPECT_NEAR(middle.people[0].place.y, 0.1, 1e-12);
  EXPECT_NEAR(std::abs(middle.people[0].heading), 3.1416, 1e-3) << "the short way round";
  EXPECT_EQ(middle.people[1].person, PersonId{2});
  EXPECT_EQ(middle.people[2].place, (Point{5, 5}));
}

}  // namespace
}  // namespace sillage::sim
