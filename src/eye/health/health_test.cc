// SPDX-License-Identifier: Apache-2.0
#include "eye/health/health.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

constexpr int kWidth = 320, kHeight = 180;
using Shade = std::function<double(double x, double y)>;

/// A room of shelves: edges of all sizes.
double room(double x, double y) {
  const double shelf = std::fmod(x + 13 * std::floor(y / 30), 40) < 20 ? 60 : 0;
  const double goods = std::fmod(x * 7 + y * 3, 11) * 6;
  return 60 + shelf + goods + (y > 120 ? 40 : 0);
}

class Camera {
 public:
  Camera() : watch_(*HealthWatch::create({})) {}

  /// Films for so long at 2 frames a second; what is said at the end.
  Health film(double for_s, const Shade& shade, bool has_noise = true, int colour = 150) {
    Health health = Health::kSound;
    for (double s = 0; s < for_s; s += 0.5, at_ += std::chrono::milliseconds(500)) {
      I420Image image(kWidth, kHeight);
      for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
          const double noise = has_noise ? noise_(random_) : 0;
          image.y()[y * kWidth + x] =
              static_cast<std::uint8_t>(std::clamp(shade(x, y) + noise, 16.0, 235.0));
        }
      }
      std::fill_n(image.u(), image.chroma_width() * image.chroma_height(),
                  static_cast<std::uint8_t>(colour));
      std::fill_n(image.v(), image.chroma_width() * image.chroma_height(),
                  static_cast<std::uint8_t>(128));
      health = watch_.process(at_, image.view());
    }
    return health;
  }
  bool is_night() const { return watch_.is_night(); }

 private:
  HealthWatch watch_;
  Instant at_{};
  std::mt19937 random_{3};
  std::normal_distribution<double> noise_{0, 2};
};

class Healthy : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(camera_.film(90, room), Health::kSound); }
  void expect_recovery() { EXPECT_EQ(camera_.film(5, room), Health::kSound); }
  Camera camera_;
};

TEST_F(Healthy, AStillSceneIsNotFrozenAndAFrozenPictureIs) {
  EXPECT_EQ(camera_.film(25, room, false), Health::kSound);
  EXPECT_EQ(camera_.film(20, room, false), Health::kFrozen);
  EXPECT_EQ(camera_.film(1, room), Health::kSound);
}

TEST_F(Healthy, NoLightIsBlack) {
  EXPECT_EQ(camera_.film(20, [](double, double) { return 17.0; }), Health::kBlack);
  expect_recovery();
}

TEST_F(Healthy, ACoveredLensIsBlocked) {
  EXPECT_EQ(camera_.film(20, [](double x, double) { return 90.0 + x / 100; }), Health::kBlocked);
  expect_recovery();
}

TEST_F(Healthy, ABlurredSceneIsDefocused) {
  const Shade blurred = [](double x, double y) {
    double sum = 0;
    for (int i = -4; i <= 4; ++i) sum += room(std::max(0.0, x + i), y);
    return sum / 9;
  };
  EXPECT_EQ(camera_.film(20, blurred), Health::kDefocused);
  expect_recovery();
}

TEST_F(Healthy, AnotherSceneIsMoved) {
  const Shade turned = [](double x, double y) { return room(y * 1.7 + 31, x * 0.6 + 7); };
  EXPECT_EQ(camera_.film(20, turned), Health::kMoved);
  expect_recovery();
}

TEST_F(Healthy, SomebodyCloseByIsNoFault) {
  for (int pass = 0; pass < 4; ++pass) {
    EXPECT_EQ(camera_.film(4, [](double x, double y) { return x < 250 ? 50.0 : room(x, y); }),
              Health::kSound);
    EXPECT_EQ(camera_.film(6, room), Health::kSound);
  }
}

TEST_F(Healthy, LampsThatAreSwitchedAreNoFault) {
  EXPECT_EQ(camera_.film(40, [](double x, double y) { return 0.55 * room(x, y) + 10; }),
            Health::kSound);
}

TEST_F(Healthy, InfraredIsNightAndSound) {
  EXPECT_FALSE(camera_.is_night());
  const Shade lit_by_led = [](double x, double y) { return 240 - room(x, y); };
  EXPECT_EQ(camera_.film(30, lit_by_led, true, 128), Health::kSound);
  EXPECT_TRUE(camera_.is_night());
}

TEST(HealthOptions, AreChecked) {
  EXPECT_FALSE(HealthWatch::create({.blur_share = 2}));
  EXPECT_FALSE(HealthWatch::create({.learn_s = 0}));
}

}  // namespace
}  // namespace sillage::eye
