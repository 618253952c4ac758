// SPDX-License-Identifier: Apache-2.0
#include "app/stitched_rows.h"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage::app {
namespace {

const FrameClock kClock(10);

/// A walker at 1.2 m/s; the box keeps to the picture and grows, so that filling shows.
eye::TrackUpdate seen(int track, int frame, eye::TrackState state = eye::TrackState::kObserved) {
  eye::TrackUpdate update;
  update.track = TrackId{static_cast<std::uint64_t>(track)};
  update.captured_at = kClock.at(frame);
  update.state = state;
  update.box = {10.0 * frame, 100, 40, 100.0 + frame};
  update.foot_in_floor = {0.12 * frame, 0};
  update.foot_covariance = {0.01, 0, 0.01};
  update.score = 0.9F;
  return update;
}

/// The walker as two tracks: 1 to frame 20, 2 from frame 24 to 40.
std::vector<eval::MotRow> stitched(double lag_s) {
  auto rows = StitchedRows::create(lag_s, true, kClock);
  EXPECT_TRUE(rows);
  for (int frame = 1; frame <= 40; ++frame) {
    std::vector<eye::TrackUpdate> updates;
    if (frame <= 20) updates.push_back(seen(1, frame));
    if (frame == 22) updates.push_back(seen(1, 20, eye::TrackState::kEnded));
    if (frame >= 24) updates.push_back(seen(2, frame));
    rows->take(updates, frame);
  }
  auto all = rows->finish(std::vector{seen(2, 40, eye::TrackState::kEnded)});
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.frame < b.frame; });
  return all;
}

TEST(StitchedRows, TheBoxOfAFilledGapLiesBetweenItsEnds) {
  const auto rows = stitched(2);
  ASSERT_EQ(rows.size(), 40u);
  for (int frame = 1; frame <= 40; ++frame) {
    const auto& row = rows[frame - 1];
    EXPECT_EQ(row.frame, frame);
    EXPECT_EQ(row.id, rows.front().id);
    EXPECT_NEAR(row.box.left, 10.0 * frame, 1e-9) << frame;
    EXPECT_NEAR(row.box.height, 100.0 + frame, 1e-9) << frame;
  }
}

TEST(StitchedRows, AnEndIsNoRow) {
  auto rows = StitchedRows::create(1, true, kClock);
  ASSERT_TRUE(rows);
  rows->take(std::vector{seen(1, 1)}, 1);
  rows->take(std::vector{seen(1, 1, eye::TrackState::kEnded)}, 2);
  EXPECT_EQ(rows->finish({}).size(), 1u);
}

TEST(StitchedRows, TwoPeopleFarApartStayTwo) {
  auto rows = StitchedRows::create(2, true, kClock);
  ASSERT_TRUE(rows);
  for (int frame = 1; frame <= 20; ++frame) {
    auto other = seen(2, frame);
    other.foot_in_floor.y = 5;
    rows->take(std::vector{seen(1, frame), other}, frame);
  }
  std::set<long> ids;
  const auto all = rows->finish({});
  for (const auto& row : all) ids.insert(row.id);
  EXPECT_EQ(all.size(), 40u);
  EXPECT_EQ(ids.size(), 2u);
}

TEST(FrameClock, FramesAndTimesAreInverse) {
  for (const double rate : {0.01, 7.0, 29.97, 30.0, 1000.0}) {
    const FrameClock clock(rate);
    for (const int frame : {1, 2, 3, 1000, 999'999}) {
      EXPECT_EQ(clock.frame_at(clock.at(frame)), frame) << rate;
    }
  }
}

}  // namespace
}  // namespace sillage::app
