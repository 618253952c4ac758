// SPDX-License-Identifier: Apache-2.0
#include "eye/describe/internal/clothing_features.h"

#include <cmath>
#include <new>
#include <numeric>

#include <gtest/gtest.h>

#include "eye/describe/head_region.h"
#include "eye/describe/internal/average_clothing.h"
#include "eye/describe/testing/dressed.h"

namespace sillage::eye {
namespace {

using testing::Colour;

void features_of(Colour torso, Colour legs, const Box& box, ClothingFeatures& out,
                 std::vector<Box> masked = {}) {
  I420Image image = testing::empty_room();
  testing::draw_person(image, box, torso, legs);
  masked.push_back(head_region(box));
  BodyCells body;
  read_body(image.view(), box, masked, body);
  clothing_features(body, out);
}

double distance(const ClothingFeatures& a, const ClothingFeatures& b) {
  double sum = 0;
  for (int i = 0; i < ClothingFeatures::kSize; ++i) {
    sum += (a.values[i] - b.values[i]) * (a.values[i] - b.values[i]);
  }
  return std::sqrt(sum);
}

const Box kNear{200, 60, 120, 320};
const Box kFar{401, 201, 33, 81};

TEST(ClothingFeatures, AreTheSameFarAndNear) {
  ClothingFeatures near, far, other;
  features_of(testing::kRed, testing::kBlue, kNear, near);
  features_of(testing::kRed, testing::kBlue, kFar, far);
  features_of(testing::kBlue, testing::kRed, kNear, other);
  EXPECT_LT(distance(near, far), 0.25 * distance(near, other));
}

TEST(ClothingFeatures, DarkerLightChangesThemLessThanOtherClothes) {
  ClothingFeatures bright, dim, other;
  features_of({150, 100, 180}, {90, 150, 120}, kNear, bright);
  // Half the light: lightness above black and chroma both halve.
  features_of({83, 114, 154}, {53, 139, 124}, kNear, dim);
  features_of({150, 150, 120}, {90, 110, 150}, kNear, other);
  EXPECT_LT(distance(bright, dim), 0.5 * distance(bright, other));
}

TEST(ClothingFeatures, WhatIsHiddenSaysNothing) {
  ClothingFeatures whole, half;
  features_of(testing::kRed, testing::kBlue, kNear, whole);
  features_of(testing::kRed, testing::kBlue, kNear, half, {{0, 250, 640, 230}});
  EXPECT_TRUE(half.seen.front());
  EXPECT_FALSE(half.seen.back());
  const auto last = half.values.end() - ClothingFeatures::kPerBand;
  EXPECT_TRUE(std::all_of(last, half.values.end(), [](float x) { return x == 0; }));
  EXPECT_TRUE(std::all_of(whole.seen.begin(), whole.seen.end(), [](bool seen) { return seen; }));
}

TEST(AverageClothing, TakesAColourCastWithIt) {
  AverageClothing plain, tinted;
  ClothingFeatures red, red_tinted, blue, blue_tinted;
  features_of({81, 110, 170}, {60, 128, 128}, kNear, red);
  features_of({81, 116, 164}, {60, 134, 122}, kNear, red_tinted);
  features_of({60, 160, 115}, {120, 128, 128}, kNear, blue);
  features_of({60, 166, 109}, {120, 134, 122}, kNear, blue_tinted);
  for (int i = 0; i < 100; ++i) {
    for (const auto* look : {&red, &blue}) plain.add(*look);
    for (const auto* look : {&red_tinted, &blue_tinted}) tinted.add(*look);
  }
  ClothingFeatures a, b;
  plain.add_difference(red, a.values);
  tinted.add_difference(red_tinted, b.values);
  EXPECT_LT(distance(a, b), 0.7 * distance(red, red_tinted));
}

TEST(ClothingFeatures, AreOverwrittenAfterUse) {
  alignas(ClothingFeatures) unsigned char memory[sizeof(ClothingFeatures)];
  auto* features = new (memory) ClothingFeatures;
  features_of(testing::kRed, testing::kBlue, kNear, *features);
  features->~ClothingFeatures();
  const volatile unsigned char* left = memory;
  for (std::size_t i = 0; i < sizeof memory; ++i) ASSERT_EQ(left[i], 0) << i;
}

}  // namespace
}  // namespace sillage::eye
