// SPDX-License-Identifier: Apache-2.0
#include "eye/ingest/internal/timeline.h"

#include <limits>
#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;

constexpr Duration kInterval = milliseconds(100);
const Instant kStart = Instant(std::chrono::hours(500'000));

std::vector<int> times(const std::vector<std::optional<int>>& stamps_ms) {
  Timeline timeline(kStart, kInterval);
  std::vector<int> result;
  for (const auto& stamp : stamps_ms) {
    const Instant at =
        timeline.next(stamp ? std::optional<Duration>(milliseconds(*stamp)) : std::nullopt);
    result.push_back(static_cast<int>((at - kStart) / milliseconds(1)));
  }
  return result;
}

TEST(Timeline, CountsFromTheFirstStampAndKeepsPauses) {
  EXPECT_THAT(times({5000, 5100, 5230, 9000}), ElementsAre(0, 100, 230, 4000));
}

TEST(Timeline, FrameWithoutStampComesOneIntervalLater) {
  EXPECT_THAT(times({std::nullopt, std::nullopt, 700, 800, std::nullopt, 1000}),
              ElementsAre(0, 100, 200, 300, 400, 500));
}

TEST(Timeline, SmallStepBackIsSmoothedAndForgotten) {
  EXPECT_THAT(times({0, 100, 50, 300}), ElementsAre(0, 100, 200, 300));
}

TEST(Timeline, ClockSetBackGoesOnFromThere) {
  EXPECT_THAT(times({90'000, 90'100, 0, 130, 260}), ElementsAre(0, 100, 200, 330, 460));
}

TEST(Timeline, RubbishStampCountsAsNone) {
  Timeline timeline(kStart, kInterval);
  timeline.next(milliseconds(0));
  EXPECT_EQ(timeline.next(Duration(std::numeric_limits<std::int64_t>::min())), kStart + kInterval);
  EXPECT_EQ(timeline.next(Duration(std::numeric_limits<std::int64_t>::max())),
            kStart + 2 * kInterval);
}

TEST(Timeline, NeverGoesBackWhateverComes) {
  std::mt19937 random(7);
  Timeline timeline(kStart, kInterval);
  Instant last = kStart;
  for (int i = 0; i < 5000; ++i) {
    std::optional<Duration> stamp = milliseconds(static_cast<int>(random() % 20'000));
    if (random() % 5 == 0) stamp.reset();
    const Instant now = timeline.next(stamp);
    ASSERT_GE(now, last);
    last = now;
  }
}

std::vector<int> chosen(double rate, Duration interval, int frames) {
  RateGrid grid(rate, interval);
  std::vector<int> result;
  for (int i = 0; i < frames; ++i) {
    if (grid.wants(kStart + i * interval)) result.push_back(i);
  }
  return result;
}

TEST(RateGrid, ZeroAndHigherRatesWantEveryFrame) {
  for (const double rate : {0.0, 10.0, 10.5, 17.0, 20.0, 1000.0}) {
    EXPECT_EQ(chosen(rate, kInterval, 100).size(), 100u) << rate;
  }
}

TEST(RateGrid, HalfTheRateIsEverySecondFrame) {
  EXPECT_THAT(chosen(5, kInterval, 7), ElementsAre(0, 2, 4, 6));
}

TEST(RateGrid, UnevenRateTakesTheNearestFrames) {
  // 10 frames/s down to 4: wanted at 0, 0.25, 0.5, 0.75 s.
  EXPECT_THAT(chosen(4, kInterval, 11), ElementsAre(0, 2, 5, 7, 10));
}

TEST(RateGrid, TakesAnotherRateFromTheNextFrameOn) {
  RateGrid grid(5, std::chrono::milliseconds(100));
  int wanted = 0;
  for (int i = 0; i < 100; ++i) {
    if (i == 50) grid.set_rate(2);
    wanted += grid.wants(Instant(std::chrono::milliseconds(100 * i)));
  }
  EXPECT_EQ(wanted, 25 + 10);
}

TEST(RateGrid, DoesNotDriftOverAnHour) {
  const Duration interval(33'367);  // 29.97 frames/s
  const int frames = static_cast<int>(3600 / 0.033367);
  for (const double rate : {1.0, 7.0, 8.0, 12.5, 25.0}) {
    EXPECT_NEAR(static_cast<double>(chosen(rate, interval, frames).size()), rate * 3600, 1) << rate;
  }
}

TEST(RateGrid, PauseIsNotMadeUpFor) {
  RateGrid grid(2, kInterval);
  EXPECT_TRUE(grid.wants(kStart));
  EXPECT_TRUE(grid.wants(kStart + std::chrono::seconds(60)));
  EXPECT_FALSE(grid.wants(kStart + std::chrono::seconds(60) + kInterval));
}

}  // namespace
}  // namespace sillage::eye
