// SPDX-License-Identifier: Apache-2.0
#include "base/time.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;

constexpr Instant kNine = std::chrono::sys_days(std::chrono::year{2026} / 11 / 23) + 9h;

TEST(Time, FormatsWithAFractionOnlyWhereThereIsOne) {
  EXPECT_EQ(to_iso8601(kNine), "2026-11-23T09:00:00Z");
  EXPECT_EQ(to_iso8601(kNine + 123456us), "2026-11-23T09:00:00.123456Z");
  EXPECT_EQ(to_iso8601(kNine + 1us), "2026-11-23T09:00:00.000001Z");
  EXPECT_EQ(to_iso8601(Instant{}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(to_iso8601(Instant(-1us)), "1969-12-31T23:59:59.999999Z");
}

TEST(Time, ReadsUtcAndOffsets) {
  EXPECT_EQ(*parse_iso8601("2026-11-23T09:00:00Z"), kNine);
  EXPECT_EQ(*parse_iso8601("2026-11-23T10:00:00+01:00"), kNine);
  EXPECT_EQ(*parse_iso8601("2026-11-23T03:30:00-05:30"), kNine);
  EXPECT_EQ(*parse_iso8601("2026-11-23T09:00:00+00:00"), kNine);
  EXPECT_EQ(*parse_iso8601("2026-11-23T09:00:00.5Z"), kNine + 500ms);
  EXPECT_EQ(*parse_iso8601("2026-11-23T10:00:00.123456+01:00"), kNine + 123456us);
  EXPECT_EQ(*parse_iso8601("2024-02-29T00:00:00Z"),
            Instant(std::chrono::sys_days(std::chrono::year{2024} / 2 / 29)));
}

TEST(Time, RoundTripsEveryMicrosecondCount) {
  std::int64_t count = 1;
  for (int i = 0; i < 200; ++i) {
    count = static_cast<std::int64_t>(
        (static_cast<std::uint64_t>(count) * 6364136223846793005ull + 1442695040888963407ull) %
        7'000'000'000'000'000ull);
    const Instant instant{Duration(count)};
    const auto again = parse_iso8601(to_iso8601(instant));
    ASSERT_TRUE(again) << to_iso8601(instant);
    EXPECT_EQ(*again, instant);
  }
}

TEST(Time, RefusesWhatIsNoTimeAndShowsHowToWriteOne) {
  for (const char* bad : {"",
                          "now",
                          "2026-11-23",
                          "2026-11-23T09:00:00",
                          "2026-11-23 09:00:00Z",
                          "2026-11-23T09:00Z",
                          "2026-02-30T09:00:00Z",
                          "2026-13-01T09:00:00Z",
                          "2026-11-23T24:00:00Z",
                          "2026-11-23T09:60:00Z",
                          "2026-11-23T09:00:60Z",
                          "2026-11-23T09:00:00Zjunk",
                          " 2026-11-23T09:00:00Z",
                          "2026-11-23T09:00:00Z ",
                          "2026-11-23T09:00:00.Z",
                          "2026-11-23T09:00:00.1234567Z",
                          "26-11-23T09:00:00Z",
                          "2026-1-2T09:00:00Z",
                          "2026-11-23T9:00:00Z",
                          "2026-11-23T09:00:00+1:00",
                          "2026-11-23T09:00:00+0100",
                          "2026-11-23T09:00:00+24:00",
                          "2026-11-23T09:00:00+01:60",
                          "-2026-11-23T09:00:00Z",
                          "2026-11-23T-9:00:00Z",
                          "2026-11-23t09:00:00z"}) {
    const auto instant = parse_iso8601(bad);
    if (instant) {
      ADD_FAILURE() << "'" << bad << "' gave " << to_iso8601(*instant);
      continue;
    }
    EXPECT_EQ(instant.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(instant.error().message, HasSubstr(bad));
    EXPECT_THAT(instant.error().message, HasSubstr("write it like 2026-11-23T09:00:00Z"));
  }
}

TEST(Time, SecondsRoundToTheNearestMicrosecond) {
  EXPECT_EQ(from_seconds(1.0000004), 1'000'000us);
  EXPECT_EQ(from_seconds(1.0000006), 1'000'001us);
  EXPECT_EQ(from_seconds(-1.0000006), -1'000'001us);
  EXPECT_DOUBLE_EQ(seconds(from_seconds(2.5)), 2.5);
}

TEST(Clock, SimulatedOneMovesOnlyWhenTold) {
  SimulatedClock clock(kNine);
  EXPECT_EQ(clock.now(), kNine);
  clock.advance(5s);
  EXPECT_EQ(clock.now(), kNine + 5s);
}

}  // namespace
}  // namespace sillage
