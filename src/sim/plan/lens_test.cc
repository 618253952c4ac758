// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/lens.h"

#include <cmath>

#include <gtest/gtest.h>

namespace sillage::sim {
namespace {

CameraPlan level_camera() {
  CameraPlan camera;
  camera.at = {1, 2};
  camera.height_m = 3;
  camera.pitch_deg = 0;
  camera.fov_deg = 90;
  camera.image_size = {640, 360};
  return camera;
}

TEST(Lens, LooksAlongItsYaw) {
  CameraPlan camera = level_camera();
  const auto ahead = Lens(camera).image_from_world({5, 2, 3});
  ASSERT_TRUE(ahead);
  EXPECT_NEAR(ahead->x, 320, 1e-9);
  EXPECT_NEAR(ahead->y, 180, 1e-9);
  EXPECT_FALSE(Lens(camera).image_from_world({0, 2, 3})) << "behind";
  camera.yaw_deg = 90;
  EXPECT_TRUE(Lens(camera).image_from_world({1, 5, 3}));
  EXPECT_FALSE(Lens(camera).image_from_world({5, 2, 3}));
}

TEST(Lens, LeftIsLeftAndLowIsLow) {
  const Lens lens(level_camera());
  const auto left = lens.image_from_world({3, 3, 3});  // +y is to the left when looking along +x
  const auto floor = lens.image_from_world({5, 2, 0});
  ASSERT_TRUE(left && floor);
  EXPECT_NEAR(left->x, 320 - 160, 1e-9) << "half the half field of 90 degrees";
  EXPECT_NEAR(floor->y, 180 + 320 * 3.0 / 4, 1e-9);
}

TEST(Lens, PitchLowersTheViewAndRollTurnsTheCamera) {
  CameraPlan camera = level_camera();
  camera.pitch_deg = 45;
  const auto floor = Lens(camera).image_from_world({4, 2, 0});
  ASSERT_TRUE(floor);
  EXPECT_NEAR(floor->y, 180, 1e-9) << "45 degrees down from 3 m meets the floor 3 m ahead";
  camera.pitch_deg = 0;
  camera.roll_deg = 90;
  const auto right = Lens(camera).image_from_world({3, 1, 3});
  ASSERT_TRUE(right);
  EXPECT_NEAR(right->y, 180 - 160, 1e-9) << "turned clockwise, what was right is up";
}

TEST(Lens, AgreesWithTheHomographyOfItsPinhole) {
  CameraPlan camera = level_camera();
  camera.yaw_deg = 130;
  camera.pitch_deg = 38;
  camera.roll_deg = 4;
  const Lens lens(camera);
  const auto floor_from_image = Homography::from_camera(lens.pinhole());
  ASSERT_TRUE(floor_from_image);
  for (const Point pixel : {Point{320, 300}, Point{20, 350}, Point{600, 200}}) {
    const auto place = lens.world_from_image(pixel);
    ASSERT_TRUE(place);
    EXPECT_NEAR(floor_from_image->apply(pixel).x, place->x, 1e-6);
    EXPECT_NEAR(floor_from_image->apply(pixel).y, place->y, 1e-6);
  }
}

TEST(Lens, WorldAndImageAreInverse) {
  CameraPlan camera = level_camera();
  camera.pitch_deg = 30;
  for (const auto& [k1, k2] : {std::pair{0.0, 0.0}, {-0.25, 0.05}, {0.1, 0.0}, {-0.08, 0.0}}) {
    camera.k1 = k1;
    camera.k2 = k2;
    const Lens lens(camera);
    ASSERT_TRUE(lens.covers_picture());
    for (double u = 1; u < 640; u += 71) {
      for (double v = 120; v < 360; v += 53) {
        const auto place = lens.world_from_image({u, v}, 1.2);
        if (!place) continue;
        const auto pixel = lens.image_from_world(*place);
        ASSERT_TRUE(pixel);
        EXPECT_NEAR(pixel->x, u, 1e-6);
        EXPECT_NEAR(pixel->y, v, 1e-6);
      }
    }
  }
}

TEST(Lens, BarrelDistortionPullsInwards) {
  CameraPlan camera = level_camera();
  const auto straight = Lens(camera).image_from_world({3, 3, 3});
  camera.k1 = -0.2;
  const auto barrel = Lens(camera).image_from_world({3, 3, 3});
  ASSERT_TRUE(straight && barrel);
  EXPECT_GT(barrel->x, straight->x);
  EXPECT_LT(barrel->x, 320);
}

TEST(Lens, NothingBeyondTheHorizonOrTheFold) {
  CameraPlan camera = level_camera();
  EXPECT_FALSE(Lens(camera).world_from_image({320, 100})) << "above the horizon";
  camera.k1 = -0.5;  // folds at r^2 = 2/3
  EXPECT_TRUE(Lens(camera).image_from_world({3, 3, 3}));
  EXPECT_FALSE(Lens(camera).image_from_world({2, 4, 3}));
  EXPECT_FALSE(Lens(camera).covers_picture());
}

}  // namespace
}  // namespace sillage::sim
