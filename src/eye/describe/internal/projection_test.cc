// SPDX-License-Identifier: Apache-2.0
#include "eye/describe/internal/projection.h"

#include <bit>
#include <cmath>
#include <numbers>
#include <random>

#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

using Vector = ClothingFeatures::Vector;

EpochKeys::Key key_of(unsigned char number) {
  EpochKeys::Key key{};
  key.fill(number);
  return key;
}

Vector random_vector(std::mt19937& random) {
  std::normal_distribution<float> normal;
  Vector v;
  for (float& x : v) x = normal(random);
  return v;
}

Vector mixed(const Vector& a, const Vector& b, double angle) {
  Vector v;
  for (int i = 0; i < ClothingFeatures::kSize; ++i) {
    v[i] = static_cast<float>(std::cos(angle) * a[i] + std::sin(angle) * b[i]);
  }
  return v;
}

TEST(Projection, BitsDifferAsTheAngle) {
  std::mt19937 random(3);
  for (const double angle : {0.3, 0.8, 1.4}) {
    double bits = 0;
    for (unsigned char k = 0; k < 60; ++k) {
      const Projection projection(key_of(k));
      const Vector a = random_vector(random), b = random_vector(random);
      bits += std::popcount(projection.encode(a) ^ projection.encode(mixed(a, b, angle)));
    }
    EXPECT_NEAR(bits / 60 / Projection::kBits, angle / std::numbers::pi, 0.02) << angle;
  }
}

TEST(Projection, TheSameKeyGivesTheSameCodeAndAnotherKeyAnUnrelatedOne) {
  std::mt19937 random(4);
  const Vector v = random_vector(random);
  const Projection one(key_of(1)), same(key_of(1));
  EXPECT_EQ(one.encode(v), same.encode(v));
  double bits = 0;
  for (unsigned char k = 2; k < 102; ++k) {
    bits += std::popcount(one.encode(v) ^ Projection(key_of(k)).encode(v));
  }
  EXPECT_NEAR(bits / 100 / Projection::kBits, 0.5, 0.03);
}

TEST(Projection, HowMuchDoesNotCountOnlyWhich) {
  std::mt19937 random(5);
  const Projection projection(key_of(1));
  Vector v = random_vector(random);
  const std::uint64_t code = projection.encode(v);
  for (float& x : v) x *= 16;
  EXPECT_EQ(projection.encode(v), code);
}

}  // namespace
}  // namespace sillage::eye
