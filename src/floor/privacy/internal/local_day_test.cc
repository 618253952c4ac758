// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/local_day.h"

#include <gmock/gmock.h>

namespace sillage::floor::internal {
namespace {

Day day_of(const char* zone, const char* moment) {
  const auto days = LocalDays::create(zone);
  EXPECT_TRUE(days);
  return days->day_of(*parse_iso8601(moment));
}

void expect_day(const Day& day, const char* start, const char* end) {
  EXPECT_EQ(to_iso8601(day.start), start);
  EXPECT_EQ(to_iso8601(day.end), end);
}

TEST(LocalDays, GoFromMidnightToMidnight) {
  expect_day(day_of("Europe/Paris", "2026-11-23T22:59:59.999Z"), "2026-11-22T23:00:00Z",
             "2026-11-23T23:00:00Z");
  expect_day(day_of("Europe/Paris", "2026-11-23T23:00:00Z"), "2026-11-23T23:00:00Z",
             "2026-11-24T23:00:00Z");
  expect_day(day_of("Asia/Kathmandu", "2026-11-23T18:15:00Z"), "2026-11-23T18:15:00Z",
             "2026-11-24T18:15:00Z");
}

TEST(LocalDays, HaveTwentyThreeOrTwentyFiveHoursWhenClocksChange) {
  expect_day(day_of("Europe/Paris", "2026-03-29T12:00:00Z"), "2026-03-28T23:00:00Z",
             "2026-03-29T22:00:00Z");
  expect_day(day_of("Europe/Paris", "2026-10-25T00:30:00Z"), "2026-10-24T22:00:00Z",
             "2026-10-25T23:00:00Z");
}

TEST(LocalDays, BeginWhenClocksSkipMidnight) {
  expect_day(day_of("America/Sao_Paulo", "2018-11-04T12:00:00Z"), "2018-11-04T03:00:00Z",
             "2018-11-05T02:00:00Z");
}

TEST(LocalDays, OfAnUnknownTimeBeginWithTheEpoch) {
  expect_day(day_of("Europe/Paris", "1970-01-01T00:00:00Z"), "1970-01-01T00:00:00Z",
             "1970-01-01T23:00:00Z");
}

TEST(LocalDays, AnUnknownZoneIsNamed) {
  const auto days = LocalDays::create("Europe/Atlantis");
  ASSERT_FALSE(days);
  EXPECT_EQ(days.error().code, ErrorCode::kConfiguration);
  EXPECT_THAT(days.error().message, testing::HasSubstr("write an IANA name"));
}

}  // namespace
}  // namespace sillage::floor::internal
