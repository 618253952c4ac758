// SPDX-License-Identifier: Apache-2.0
#include "sim/live/live_clock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/plan/reader.h"
#include "sim/plan/testing/small_plan.h"

namespace sillage::sim {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;

TEST(LiveClock, RunsAtItsSpeedAndCountsSlots) {
  const LiveClock clock{LiveClock::Real::now(), Instant(1000s), 2};
  EXPECT_EQ(clock.at(clock.began + 3s), Instant(1006s));
  for (const double fps : {10.0, 12.5, 29.97}) {
    for (const std::int64_t slot : {0, 1, 7, 1234567}) {
      EXPECT_EQ(clock.slot_at(clock.time_of(slot, fps), fps), slot) << fps;
      EXPECT_EQ(clock.slot_at(clock.time_of(slot, fps) + 20ms, fps), slot) << fps;
    }
  }
  EXPECT_EQ(clock.slot_at(clock.began - 50ms, 10), -1);
}

TEST(LiveClock, BusyHourIsTheOneWithMostArrivalsWhileOpen) {
  auto plan = parse(testing::small_plan(), "kiosk");
  ASSERT_TRUE(plan.has_value());
  plan->time_zone = "Europe/Berlin";
  plan->opening = {};
  plan->opening[2] = Hours{9h + 30min, 18h};
  plan->arrivals.hours.assign(24, 1);
  plan->arrivals.hours[20] = 9;  // closed by then
  plan->arrivals.hours[17] = 5;
  EXPECT_EQ(to_iso8601(*busy_hour(*plan)), "2026-01-07T16:00:00Z");
  plan->arrivals.hours[9] = 7;  // opens in the middle of it
  EXPECT_EQ(to_iso8601(*busy_hour(*plan)), "2026-01-07T08:30:00Z");
  plan->opening = {};
  const auto never = busy_hour(*plan);
  ASSERT_FALSE(never.has_value());
  EXPECT_THAT(never.error().message, HasSubstr("--from"));
}

}  // namespace
}  // namespace sillage::sim
