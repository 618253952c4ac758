// SPDX-License-Identifier: Apache-2.0
#include "eye/track/internal/camera_motion.h"

#include <random>

#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

constexpr double kFrameS = 1.0 / 30;

/// People where the camera expects them, and the boxes of a frame displaced by `shift`, with 1 px
/// of jitter.
struct Scene {
  std::vector<Landmark> landmarks;
  std::vector<Measurement> boxes;

  Scene(int people, Point shift, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> x(100, 1800), y(100, 800), height(80, 250);
    std::normal_distribution<double> jitter(0, 1);
    for (int i = 0; i < people; ++i) {
      const double h = height(random);
      const Box box{x(random), y(random), 0.4 * h, h};
      landmarks.push_back({box, 4, 4});
      const Box moved{box.left + shift.x + jitter(random), box.top + shift.y + jitter(random),
                      box.width, box.height};
      boxes.push_back({moved, 0.9, 3, {}});
    }
  }
};

TEST(CameraMotion, AFixedCameraStaysFixed) {
  CameraMotion motion({}, 1920);
  for (unsigned i = 0; i < 100; ++i) {
    const Scene scene(10, {}, i);
    motion.fade(kFrameS);
    motion.steady(scene.landmarks, scene.boxes, kFrameS);
    EXPECT_LT(norm(motion.shift()), 0.5);
  }
}

TEST(CameraMotion, AJoltIsFoundFromWhatEverybodyDid) {
  for (const Point jolt : {Point{60, -25}, Point{-90, 10}, Point{8, 40}}) {
    CameraMotion motion({}, 1920);
    const Scene scene(12, jolt, 3);
    motion.steady(scene.landmarks, scene.boxes, kFrameS);
    EXPECT_NEAR(motion.shift().x, jolt.x, 2);
    EXPECT_NEAR(motion.shift().y, jolt.y, 2);
  }
}

TEST(CameraMotion, OneWalkerIsNoCamera) {
  CameraMotion motion({}, 1920);
  Scene scene(12, {}, 4);
  scene.boxes[0].box.left += 60;
  motion.steady(scene.landmarks, scene.boxes, kFrameS);
  EXPECT_LT(norm(motion.shift()), 0.5);
}

TEST(CameraMotion, AtTwoFramesASecondACrowdThatWalksOneWayIsNoCamera) {
  CameraMotion motion({}, 1920);
  const Scene scene(12, {60, 0}, 7);
  motion.steady(scene.landmarks, scene.boxes, 0.5);
  EXPECT_LT(norm(motion.shift()), 1);
}

TEST(CameraMotion, TheShiftFades) {
  CameraMotion motion({}, 1920);
  const Scene scene(12, {60, 0}, 5);
  motion.steady(scene.landmarks, scene.boxes, kFrameS);
  motion.fade(5);
  EXPECT_LT(norm(motion.shift()), 0.1);
}

TEST(CameraMotion, NeedsSomebodyToLookAt) {
  CameraMotion motion({}, 1920);
  const Scene scene(5, {60, 0}, 6);
  motion.steady({}, scene.boxes, kFrameS);
  motion.steady(scene.landmarks, {}, kFrameS);
  EXPECT_EQ(motion.shift(), Point{});
}

}  // namespace
}  // namespace sillage::eye
