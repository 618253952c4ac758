// SPDX-License-Identifier: Apache-2.0
#include "eye/ingest/internal/live_timeline.h"

#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const Instant kNine = parse_iso8601("2026-11-23T09:00:00Z").value();

TEST(LiveTimeline, JitterOfTheNetworkMovesNobody) {
  LiveTimeline timeline;
  timeline.next(milliseconds(0), {}, kNine);
  for (int i = 1; i < 100; ++i) {
    const milliseconds late(i % 7 * 13);
    EXPECT_EQ(timeline.next(milliseconds(100 * i), {}, kNine + milliseconds(100 * i) + late),
              kNine + milliseconds(100 * i));
  }
}

TEST(LiveTimeline, AClockThatRunsSlowIsFollowed) {
  LiveTimeline timeline;
  Instant captured;
  const auto arrival = [](int i) { return kNine + milliseconds(100 * i) + milliseconds(i / 20); };
  constexpr int kFrames = 36'000;  // an hour, in which the camera loses 1.8 s
  for (int i = 0; i < kFrames; ++i) captured = timeline.next(milliseconds(100 * i), {}, arrival(i));
  EXPECT_LT(arrival(kFrames - 1) - captured, milliseconds(50));
}

TEST(LiveTimeline, TheCamerasOwnClockIsBelievedWhileItAgrees) {
  LiveTimeline timeline;
  EXPECT_EQ(timeline.next(seconds(5), kNine - milliseconds(300), kNine), kNine - milliseconds(300));
  const Instant wrong = kNine - std::chrono::hours(3);
  EXPECT_EQ(timeline.next(seconds(6), wrong, kNine + seconds(1)), kNine + seconds(1));
}

TEST(LiveTimeline, TimesGrowWhateverTheStampsDo) {
  LiveTimeline timeline;
  Instant last = timeline.next(seconds(100), {}, kNine);
  for (const int stamp : {100, 7, 7, 5000, 5001, -3}) {
    const Instant arrived = last + milliseconds(100);
    const Instant at = timeline.next(seconds(stamp), {}, arrived);
    EXPECT_GT(at, last);
    EXPECT_LE(at, arrived);
    last = at;
  }
  EXPECT_GT(timeline.next({}, {}, last), last);
}

}  // namespace
}  // namespace sillage::eye
