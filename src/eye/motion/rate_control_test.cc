// SPDX-License-Identifier: Apache-2.0
#include "eye/motion/rate_control.h"

#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

/// A machine that needs `work_s` for a frame; what comes meanwhile is dropped.
struct Machine {
  RateControl control{5, {}};
  Instant now{};
  std::uint64_t dropped = 0;

  /// Lets so much time pass; the greatest number of frames dropped in a second at its end.
  std::uint64_t run(double for_s, double work_s) {
    const Instant end = now + from_seconds(for_s);
    std::uint64_t last_s = dropped;
    while (now < end) {
      const double interval_s = 1 / control.limit();
      if (work_s > interval_s) dropped += static_cast<std::uint64_t>(work_s / interval_s);
      now += from_seconds(std::max(work_s, interval_s));
      if (end - now > std::chrono::seconds(1)) last_s = dropped;
      control.worked(now, from_seconds(work_s), dropped);
    }
    return dropped - last_s;
  }
};

TEST(RateControl, LeavesTheRateWhereTheMachineIsFastEnough) {
  Machine machine;
  machine.run(60, 0.05);
  EXPECT_EQ(machine.control.limit(), 5);
  EXPECT_FALSE(machine.control.is_limited());
}

TEST(RateControl, FallsUntilNothingIsDroppedAndRisesAgain) {
  Machine machine;
  EXPECT_EQ(machine.run(30, 0.45), 0u);
  EXPECT_LT(machine.control.limit(), 1 / 0.45);
  EXPECT_GT(machine.control.limit(), 1);
  EXPECT_TRUE(machine.control.is_limited());
  machine.run(120, 0.05);
  EXPECT_EQ(machine.control.limit(), 5);
}

TEST(RateControl, DoesNotSwingAroundWhatTheMachineCanDo) {
  Machine machine;
  machine.run(60, 0.45);
  const std::uint64_t before = machine.dropped;
  machine.run(600, 0.45);
  EXPECT_EQ(machine.dropped, before) << "it knows that a higher rate would be too much";
}

TEST(RateControl, NeverFallsBelowTheLeastNorAboveTheWanted) {
  Machine machine;
  machine.run(60, 5);
  EXPECT_EQ(machine.control.limit(), 1);
  RateControl slow(0.5, {});
  for (int i = 0; i < 20; ++i) slow.worked(Instant(from_seconds(2.0 * i)), from_seconds(1), 3 * i);
  EXPECT_EQ(slow.limit(), 0.5) << "whoever wants less gets it";
}

}  // namespace
}  // namespace sillage::eye
