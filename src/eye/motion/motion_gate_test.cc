// SPDX-License-Identifier: Apache-2.0
#include "eye/motion/motion_gate.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

constexpr int kWidth = 640, kHeight = 360;

I420Image picture(unsigned seed, int light, int person_left) {
  std::mt19937 random(seed);
  std::normal_distribution<double> noise(0, 3);
  I420Image image(kWidth, kHeight);
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      const bool is_person = x >= person_left && x < person_left + 9 && y > 200 && y < 228;
      const double luma = is_person ? 60 : light + 30.0 * (x / 80 % 2);
      image.y()[y * kWidth + x] = static_cast<std::uint8_t>(luma + noise(random));
    }
  }
  return image;
}

constexpr int kNobody = 10'000;
Instant at(double s) { return Instant(from_seconds(s)); }

TEST(MotionGate, LooksUntilNobodyWasFoundThenOnlyWhereSomethingChanged) {
  MotionGate gate({});
  EXPECT_FALSE(gate.is_quiet(at(0), picture(1, 100, kNobody).view()));
  gate.looked(at(0), false);
  for (unsigned i = 1; i < 20; ++i) {
    EXPECT_TRUE(gate.is_quiet(at(0.1 * i), picture(i, 100, kNobody).view())) << i;
  }
  EXPECT_FALSE(gate.is_quiet(at(1.95), picture(50, 100, 300).view())) << "a small person";
}

TEST(MotionGate, ALampThatFollowsTheDayIsNoMotion) {
  MotionGate gate({});
  gate.is_quiet(at(0), picture(1, 100, kNobody).view());
  gate.looked(at(0), false);
  EXPECT_TRUE(gate.is_quiet(at(1), picture(2, 112, kNobody).view()));
}

TEST(MotionGate, NeverClosesWhileSomebodyIsThereOrForLong) {
  MotionGate gate({});
  gate.is_quiet(at(0), picture(1, 100, 300).view());
  gate.looked(at(0), true);
  EXPECT_FALSE(gate.is_quiet(at(0.1), picture(2, 100, 300).view())) << "stands still";
  gate.looked(at(0.1), false);
  EXPECT_TRUE(gate.is_quiet(at(0.2), picture(3, 100, 300).view()));
  EXPECT_FALSE(gate.is_quiet(at(2.2), picture(4, 100, 300).view())) << "too long ago";
}

}  // namespace
}  // namespace sillage::eye
