// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/local_time.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/report/internal/sample_input.h"

namespace sillage::desk::report {
namespace {

using sample::instant;

LocalTime paris(const Words& words = kEnglish) {
  return *LocalTime::create("Europe/Paris", true, words);
}

std::vector<std::string> labels(const LocalTime& time, const Span& span, int most) {
  std::vector<std::string> out;
  for (const auto& tick : time.ticks(span, most)) out.push_back(tick.label);
  return out;
}

TEST(LocalTime, WritesDatesInTheLanguage) {
  const Instant t = instant("2026-08-01T23:30:00Z");
  EXPECT_EQ(paris().date(t), "Sunday, 2 August 2026");
  EXPECT_EQ(paris(kFrench).date(t), "dimanche 2 août 2026");
  EXPECT_EQ(paris(kGerman).date(t), "Sonntag, 2. August 2026");
  EXPECT_EQ(paris().clock(t), "01:30");
}

TEST(LocalTime, DatesRangesOnlyWhenThePeriodHasSeveralDays) {
  const Span bin{instant("2026-11-23T09:00:00Z"), instant("2026-11-23T09:15:00Z")};
  const Span week{instant("2026-11-22T23:00:00Z"), instant("2026-11-29T23:00:00Z")};
  EXPECT_EQ(paris().range(bin, bin), "10:00–10:15");
  EXPECT_EQ(paris().range(bin, week), "2026-11-23 10:00–10:15");
}

TEST(LocalTime, TicksAreRoundInTheStoresDay) {
  const Span day{instant("2026-11-23T08:00:00Z"), instant("2026-11-23T18:00:00Z")};
  EXPECT_THAT(labels(paris(), day, 9),
              ::testing::ElementsAre("10:00", "12:00", "14:00", "16:00", "18:00"));
  const Span kolkata_day{instant("2026-11-23T04:00:00Z"), instant("2026-11-23T10:00:00Z")};
  EXPECT_THAT(labels(*LocalTime::create("Asia/Kolkata", true, kEnglish), kolkata_day, 4),
              ::testing::ElementsAre("10:00", "12:00", "14:00"));
}

TEST(LocalTime, TicksStayFewOverAnyLength) {
  for (const int hours : {1, 30, 24 * 8, 24 * 100, 24 * 3000, 24 * 80000}) {
    const Instant start = instant("2026-01-01T00:07:00Z");
    const auto ticks = paris().ticks({start, start + std::chrono::hours(hours)}, 9);
    EXPECT_LE(ticks.size(), 9u) << hours;
    EXPECT_GE(ticks.size(), 2u) << hours;
  }
}

TEST(LocalTime, TicksOfADayWithAClockChange) {
  const Span longest{instant("2026-10-24T22:00:00Z"), instant("2026-10-25T23:00:00Z")};
  EXPECT_THAT(labels(paris(), longest, 10),
              ::testing::ElementsAre("10-25", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00",
                                     "21:00", "10-26"));
}

}  // namespace
}  // namespace sillage::desk::report
