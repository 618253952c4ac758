// SPDX-License-Identifier: Apache-2.0
#include "sim/sightings/watch.h"

#include <filesystem>

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include "base/files.h"
#include "sim/sightings/mot_folder.h"
#include "sim/sightings/testing/store_room.h"

namespace sillage::sim {
namespace {

using ::testing::HasSubstr;
using testing::person;
using testing::stance;
using testing::store_room;

const Instant kStart = Instant{} + std::chrono::hours(9);
const std::vector<Person> kCast{person(0), person(1)};

/// One walks across the view, the other stands there, for `ticks` ticks.
std::vector<WatchedFrame> watch(const Plan& plan, const WatchOptions& options, int ticks) {
  auto watch = Watch::create(plan, "corner", kStart, options);
  EXPECT_TRUE(watch.has_value());
  const auto at = [](int tick) {
    return Moment{kStart + tick * kTick, {stance(0, {3 + 0.1 * tick * 0.1, 3}), stance(1, {6, 2})}};
  };
  std::vector<WatchedFrame> frames;
  for (int tick = 0; tick < ticks; ++tick) {
    for (auto& frame : watch->process(kCast, at(tick), at(tick + 1))) frames.push_back(frame);
  }
  return frames;
}

TEST(Watch, PerfectBoxesAreTheTruth) {
  const auto frames = watch(store_room(), {.perfect = true}, 50);
  ASSERT_EQ(frames.size(), 50u);
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(frames[i].number, i + 1);
    EXPECT_EQ(frames[i].at, kStart + i * kTick);
    EXPECT_EQ(frames[i].stamped_at, frames[i].at);
    EXPECT_FALSE(frames[i].lost);
    ASSERT_EQ(frames[i].boxes.size(), 2u);
    for (int j = 0; j < 2; ++j) {
      EXPECT_EQ(frames[i].boxes[j].box, frames[i].people[j].whole);
      EXPECT_EQ(frames[i].boxes[j].person, frames[i].people[j].person);
      EXPECT_EQ(frames[i].boxes[j].score, 1);
    }
  }
}

TEST(Watch, FramesComeAtTheCamerasOwnRate) {
  Plan plan = store_room();
  for (const double fps : {5.0, 12.5, 25.0}) {
    plan.cameras[0].fps = fps;
    const auto frames = watch(plan, {.perfect = true}, 40);
    ASSERT_EQ(frames.size(), static_cast<std::size_t>(4 * fps)) << fps;
    EXPECT_NEAR(seconds(frames.back().at - kStart), 4 - 1 / fps, 1e-5);
    // Between ticks, people are in between.
    EXPECT_NEAR(frames.back().people[0].foot_in_floor.x, 3 + 0.1 * (4 - 1 / fps), 1e-3);
  }
}

TEST(Watch, RealisticClocksDifferAndFramesGetLost) {
  Plan plan = store_room();
  plan.cameras.push_back(plan.cameras[0]);
  plan.cameras[1].id = "other";
  WatchOptions options;
  options.link.drops_per_s = 0.1;
  const auto frames = watch(plan, options, 6000);
  ASSERT_EQ(frames.size(), 6000u);
  int lost = 0;
  for (const WatchedFrame& frame : frames) {
    lost += frame.lost;
    EXPECT_EQ(frame.people.size(), 2u);
    if (frame.lost) {
      EXPECT_TRUE(frame.boxes.empty());
    }
  }
  EXPECT_NEAR(lost / 6000.0, 0.1 * 0.3, 0.015);
  const double offset = seconds(frames[0].stamped_at - frames[0].at);
  EXPECT_NE(offset, 0);
  EXPECT_LT(std::abs(offset), 0.3);
  EXPECT_NEAR(seconds(frames.back().stamped_at - frames.back().at), offset, 0.03);
}

TEST(Watch, SameSeedSameFrames) {
  const auto text_of = [](std::uint64_t seed) {
    std::string text;
    for (const auto& frame : watch(store_room(), {.seed = seed}, 100)) text += box_lines(frame);
    return text;
  };
  EXPECT_EQ(text_of(1), text_of(1));
  EXPECT_NE(text_of(1), text_of(2));
}

class MotFolderTest : public ::testing::Test {
 protected:
  void SetUp() override { std::filesystem::remove_all(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_ = std::filesystem::path(::testing::TempDir()) /
                                  fmt::format("sillage_mot_folder_test_{}", ::getpid());
};

TEST_F(MotFolderTest, HoldsBoxesTruthAndCamera) {
  const auto view = CameraView::create(store_room(), "corner");
  auto folder = MotFolder::create(folder_, *view);
  ASSERT_TRUE(folder.has_value()) << folder.error().to_string();
  for (const auto& frame : watch(store_room(), {.perfect = true}, 20)) {
    ASSERT_TRUE(folder->add(frame).has_value());
  }
  ASSERT_TRUE(folder->finish().has_value());
  EXPECT_EQ(folder->frames(), 20);
  EXPECT_EQ(folder->boxes(), 40);
  EXPECT_THAT(*read_file(folder_ / "seqinfo.ini"),
              HasSubstr("frameRate=10\nseqLength=20\nimWidth=640\nimHeight=360\n"));
  EXPECT_THAT(*read_file(folder_ / "gt" / "gt.txt"), HasSubstr("\n20,2,"));
  EXPECT_THAT(*read_file(folder_ / "gt" / "gt.txt"), HasSubstr(",1,1,1.000,6.000,2.000\n"));
  EXPECT_THAT(*read_file(folder_ / "det" / "det.txt"), HasSubstr(",1.0000,-1,-1,-1\n"));
  EXPECT_THAT(*read_file(folder_ / "cam_para.txt"), HasSubstr("IntrinsicMatrix"));
  const auto again = MotFolder::create(folder_, *view);
  ASSERT_FALSE(again.has_value());
  EXPECT_THAT(again.error().message, HasSubstr("name another folder"));
}

}  // namespace
}  // namespace sillage::sim
