// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/running_sum.h"

#include <cmath>

#include <gmock/gmock.h>

namespace sillage::floor::internal {
namespace {

TEST(RunningSum, HasALevelForEveryDoubling) {
  EXPECT_EQ(RunningSum::levels(1), 1);
  EXPECT_EQ(RunningSum::levels(2), 2);
  EXPECT_EQ(RunningSum::levels(24), 6);
  EXPECT_EQ(RunningSum::levels(96), 8);
}

/// Mean square of the error of all sums over a day must be the variance that is told with them.
TEST(RunningSum, ErrsAsMuchAsItSays) {
  Entropy entropy(Entropy::Seed{7});
  double off_total = 0, off_last = 0, said_total = 0, said_last = 0;
  for (int day = 0; day < 400; ++day) {
    RunningSum sum(24, 100);
    std::int64_t exact = 0;
    for (int step = 0; step < 24; ++step) {
      const std::int64_t count = 10 * step;
      exact += count;
      sum.add(count, entropy);
      off_total += std::pow(sum.total().value - static_cast<double>(exact), 2);
      off_last += std::pow(sum.last().value - static_cast<double>(count), 2);
      said_total += sum.total().variance;
      said_last += sum.last().variance;
    }
  }
  EXPECT_NEAR(off_total / said_total, 1, 0.06);
  EXPECT_NEAR(off_last / said_last, 1, 0.06);
}

TEST(RunningSum, StepsAddUpToTheTotalThatWasTold) {
  Entropy entropy(Entropy::Seed{8});
  RunningSum sum(96, 761);
  double added = 0;
  for (int step = 0; step < 96; ++step) {
    sum.add(3, entropy);
    added += sum.last().value;
    EXPECT_DOUBLE_EQ(added, sum.total().value);
    EXPECT_LE(sum.total().variance, 8 * 761);
  }
  sum.add(1'000'000, entropy);
  EXPECT_DOUBLE_EQ(added, sum.total().value) << "a step beyond the last counts";
}

TEST(RunningSum, GoesOnAfterARestartWithTheSameNoise) {
  Entropy entropy(Entropy::Seed{9});
  RunningSum before(24, 761);
  for (int step = 0; step < 13; ++step) before.add(5, entropy);
  RunningSum after(24, 761);
  ASSERT_TRUE(after.restore(before.state()));
  EXPECT_EQ(after.total().value, before.total().value);
  EXPECT_FALSE(RunningSum(96, 761).restore(before.state()));
}

}  // namespace
}  // namespace sillage::floor::internal
