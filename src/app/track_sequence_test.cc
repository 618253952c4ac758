// SPDX-License-Identifier: Apache-2.0
#include "app/track_sequence.h"

#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage::app {
namespace {

constexpr int kFrames = 40;

/// Pixels; the tracker may smooth boxes, but a step of the walker is 6.
constexpr double kNear = 2;

Box walker(int frame) { return {40.0 + 6 * frame, 120, 40, 100}; }

/// One person who walks through the picture at 10 frames/s, unseen in the frames of `gap`.
eval::TrackerInput walk(const std::set<int>& gap = {}) {
  eval::TrackerInput input;
  input.info = {"walk", 10, kFrames, 640, 480};
  for (int frame = 1; frame <= kFrames; ++frame) {
    if (!gap.contains(frame)) input.boxes.push_back({frame, -1, walker(frame), 0.9, -1});
  }
  return input;
}

TrackedSequence tracked(const eval::TrackerInput& input, const SequenceTracking& options = {}) {
  const auto result = track_sequence(input, options);
  EXPECT_TRUE(result) << result.error().to_string();
  return result ? *result : TrackedSequence{};
}

std::map<int, Box> by_frame(const TrackedSequence& sequence) {
  std::map<int, Box> boxes;
  for (const auto& row : sequence.rows) EXPECT_TRUE(boxes.emplace(row.frame, row.box).second);
  return boxes;
}

TEST(TrackSequence, ThePastOfAPersonLiesInItsOwnFrames) {
  const auto sequence = tracked(walk());
  EXPECT_EQ(sequence.people, 1);
  const auto boxes = by_frame(sequence);
  ASSERT_EQ(boxes.size(), static_cast<std::size_t>(kFrames));
  for (const auto& [frame, box] : boxes) EXPECT_NEAR(box.left, walker(frame).left, kNear) << frame;
}

TEST(TrackSequence, WithoutWhatIsSentLateTheStartIsMissing) {
  SequenceTracking options;
  options.drop_late = true;
  const auto boxes = by_frame(tracked(walk(), options));
  ASSERT_FALSE(boxes.empty());
  EXPECT_GT(boxes.begin()->first, 1);
  EXPECT_LT(boxes.begin()->first, 10);
  EXPECT_EQ(boxes.rbegin()->first, kFrames);
}

TEST(TrackSequence, FramesWithoutBoxesPassTime) {
  eval::TrackerInput input;
  input.info = {"pause", 10, 200, 640, 480};
  for (int frame : {1, 2, 3, 4, 5, 6, 191, 192, 193, 194, 195, 196}) {
    input.boxes.push_back({frame, -1, {300, 120, 40, 100}, 0.9, -1});
  }
  EXPECT_EQ(tracked(input).people, 2) << "nobody is remembered for 18 seconds";
}

TEST(TrackSequence, ALagFillsTheGap) {
  SequenceTracking options;
  options.lag_s = 2;
  const auto sequence = tracked(walk({20, 21, 22, 23, 24}), options);
  EXPECT_EQ(sequence.people, 1);
  const auto boxes = by_frame(sequence);
  ASSERT_EQ(boxes.size(), static_cast<std::size_t>(kFrames));
  for (const auto& [frame, box] : boxes) {
    EXPECT_NEAR(box.left, walker(frame).left, kNear) << frame;
    EXPECT_NEAR(box.height, 100, kNear) << frame;
  }
}

TEST(TrackSequence, ALagOutOfRangeIsRefused) {
  SequenceTracking options;
  options.lag_s = 6;
  const auto result = track_sequence(walk(), options);
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message, testing::HasSubstr("give 0 to 5 s"));
}

TEST(TrackSequence, AnErrorOfTheCallerEndsTheRun) {
  SequenceTracking options;
  int last = 0;
  options.on_frame = [&](int frame) -> Result<void> {
    last = frame;
    if (frame == 3) return fail(ErrorCode::kCancelled, "enough");
    return {};
  };
  EXPECT_FALSE(track_sequence(walk(), options));
  EXPECT_EQ(last, 3);
}

TEST(TrackSequence, TwoRunsGiveTheSameRows) {
  const auto a = tracked(walk({5, 20}));
  const auto b = tracked(walk({5, 20}));
  EXPECT_EQ(eval::to_mot(a.rows), eval::to_mot(b.rows));
}

}  // namespace
}  // namespace sillage::app
