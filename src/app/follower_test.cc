// SPDX-License-Identifier: Apache-2.0
#include "app/follower.h"

#include <gtest/gtest.h>

#include "sim/plan/reader.h"
#include "sim/sightings/testing/store_room.h"

namespace sillage::app {
namespace {

constexpr int kWidth = 960, kHeight = 540;

config::Camera camera_of(double k1) {
  sim::Plan plan = sim::testing::store_room();
  plan.cameras[0].k1 = k1;
  plan.cameras[0].image_size = {kWidth, kHeight};
  return sim::store_config_of(plan).cameras[0];
}

/// Two seconds of somebody who stands still.
std::vector<eye::TrackUpdate> follow(Follower& follower, const Box& box) {
  std::vector<eye::TrackUpdate> last;
  for (int i = 0; i < 20; ++i) {
    last = follower.process(Instant{} + std::chrono::milliseconds(100 * i), {{box, 0.95f}});
  }
  return last;
}

TEST(Follower, GivesBoxesOfThePictureAsTheLensShowsIt) {
  const Box box{120, 150, 80, 210};
  for (const double k1 : {0.0, -0.15}) {
    auto follower = Follower::create(camera_of(k1), kWidth, kHeight, 0.5);
    ASSERT_TRUE(follower.has_value()) << follower.error().to_string();
    const auto updates = follow(*follower, box);
    ASSERT_EQ(updates.size(), 1u) << k1;
    EXPECT_EQ(updates[0].state, eye::TrackState::kObserved);
    EXPECT_GT(iou(updates[0].box, box), 0.8) << k1;
    EXPECT_EQ(follower->told(updates[0]).camera, CameraId("corner"));
  }
}

TEST(Follower, EndsEveryTrackOnce) {
  auto follower = Follower::create(camera_of(0), kWidth, kHeight, 0.5);
  ASSERT_TRUE(follower.has_value());
  follow(*follower, {120, 150, 80, 210});
  const auto ended = follower->finish();
  ASSERT_EQ(ended.size(), 1u);
  EXPECT_EQ(follower->told(ended[0]).kind, wire::SightingKind::kEnded);
  EXPECT_TRUE(follower->finish().empty());
}

TEST(Follower, WithoutACalibrationStandsWhereTheBoxEnds) {
  config::Camera camera = camera_of(0);
  EXPECT_TRUE(Follower::create(camera, kWidth, kHeight, 0.5)->is_calibrated());
  camera.calibration = config::ScaleCalibration{};
  auto follower = Follower::create(camera, kWidth, kHeight, 0.5);
  ASSERT_TRUE(follower.has_value()) << follower.error().to_string();
  EXPECT_FALSE(follower->is_calibrated());
  const auto updates = follow(*follower, {120, 150, 80, 210});
  ASSERT_EQ(updates.size(), 1u);
  EXPECT_EQ(follower->told(updates[0]).foot_in_floor.x, updates[0].foot_in_floor.x);
  EXPECT_EQ(follower->told(updates[0]).foot_in_floor.y, updates[0].foot_in_floor.y);
}

TEST(Follower, AFrameHasObservedTheTimeSinceTheOneBefore) {
  const Instant at{std::chrono::seconds(100)};
  const auto s = [&](std::optional<Instant> last, double nominal_s) {
    return seconds(observed_since(last, at, nominal_s));
  };
  EXPECT_DOUBLE_EQ(s(std::nullopt, 0.2), 0.2);
  EXPECT_DOUBLE_EQ(s(at - std::chrono::milliseconds(400), 0.1), 0.4);
  EXPECT_DOUBLE_EQ(s(at - std::chrono::seconds(9), 0.1), 1);
  EXPECT_DOUBLE_EQ(s(at - std::chrono::seconds(9), 2), 3);
}

}  // namespace
}  // namespace sillage::app
