// SPDX-License-Identifier: Apache-2.0
#include "eye/common/frame.h"

#include <algorithm>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::FloatNear;
using ::testing::Gt;
using ::testing::Lt;
using ::testing::SizeIs;

I420Image flat(int width, int height, int y, int u, int v) {
  I420Image image(width, height);
  std::fill_n(image.y(), width * height, static_cast<std::uint8_t>(y));
  const int chroma = image.chroma_width() * image.chroma_height();
  std::fill_n(image.u(), chroma, static_cast<std::uint8_t>(u));
  std::fill_n(image.v(), chroma, static_cast<std::uint8_t>(v));
  return image;
}

I420Image noise(int width, int height, unsigned seed) {
  I420Image image(width, height);
  std::mt19937 random(seed);
  const auto draw = [&random] { return static_cast<std::uint8_t>(random()); };
  std::generate_n(image.y(), width * height, draw);
  const int chroma = image.chroma_width() * image.chroma_height();
  std::generate_n(image.u(), chroma, draw);
  std::generate_n(image.v(), chroma, draw);
  return image;
}

struct Tensor {
  int width, height;
  std::vector<float> values;
  Letterbox box;
  float at(int channel, int x, int y) const {
    return values[static_cast<std::size_t>((channel * height + y) * width + x)];
  }
};

Tensor letterboxed(const I420View& source, int width, int height, ColourOrder order,
                   std::uint8_t fill = 114) {
  Tensor tensor{
      width, height, std::vector<float>(static_cast<std::size_t>(3 * width * height), -1), {}};
  LetterboxScratch scratch;
  tensor.box =
      letterbox_to_tensor(source, width, height, order, fill, tensor.values.data(), scratch);
  return tensor;
}

TEST(I420Image, StartsBlackWithRoundedUpChroma) {
  const I420Image image(5, 3);
  EXPECT_EQ(image.chroma_width(), 3);
  EXPECT_EQ(image.chroma_height(), 2);
  EXPECT_THAT(to_rgb(image.view()), AllOf(SizeIs(45), Each(0)));
}

TEST(I420Image, NegativeSizeIsEmpty) {
  const I420Image image(-4, 7);
  EXPECT_EQ(image.width(), 0);
  EXPECT_TRUE(to_rgb(image.view()).empty());
}

TEST(ToRgb, FollowsBt601LimitedRange) {
  // Corners of the RGB cube through the matrix of ITU-R BT.601, as 8-bit Y, U, V.
  EXPECT_THAT(to_rgb(flat(2, 2, 235, 128, 128).view()), Each(255));
  const auto red = to_rgb(flat(2, 2, 81, 90, 240).view());
  EXPECT_NEAR(red[0], 255, 3);
  EXPECT_NEAR(red[1], 0, 3);
  EXPECT_NEAR(red[2], 0, 3);
  const auto blue = to_rgb(flat(2, 2, 41, 240, 110).view());
  EXPECT_NEAR(blue[0], 0, 3);
  EXPECT_NEAR(blue[2], 255, 3);
}

TEST(Scale, ShrinkingAveragesInsteadOfSkipping) {
  I420Image stripes(64, 64);
  for (int i = 0; i < 64 * 64; ++i) stripes.y()[i] = i % 2 == 0 ? 40 : 200;
  I420Image small = scale(stripes.view(), 16, 16);
  for (int i = 0; i < 16 * 16; ++i) ASSERT_NEAR(small.y()[i], 120, 1);
}

TEST(Scale, GrowingInterpolates) {
  I420Image step(2, 2);
  step.y()[0] = step.y()[2] = 20;
  step.y()[1] = step.y()[3] = 220;
  I420Image large = scale(step.view(), 16, 16);
  EXPECT_TRUE(std::is_sorted(large.y(), large.y() + 16));
  EXPECT_THAT(std::vector<int>(large.y(), large.y() + 16), Contains(AllOf(Gt(80), Lt(160))));
}

TEST(Scale, FlatColourStaysItselfAtEverySmallSize) {
  for (int from = 1; from <= 9; ++from) {
    for (int to = 1; to <= 9; ++to) {
      I420Image scaled = scale(flat(from, 10 - from, 90, 60, 200).view(), to, 10 - to);
      ASSERT_EQ(scaled.width(), to);
      ASSERT_EQ(scaled.height(), 10 - to);
      ASSERT_TRUE(
          std::all_of(scaled.y(), scaled.y() + to * (10 - to), [](int y) { return y == 90; }))
          << from << " to " << to;
      const int chroma = scaled.chroma_width() * scaled.chroma_height();
      ASSERT_TRUE(std::all_of(scaled.u(), scaled.u() + chroma, [](int u) { return u == 60; }));
      ASSERT_TRUE(std::all_of(scaled.v(), scaled.v() + chroma, [](int v) { return v == 200; }));
    }
  }
}

TEST(Scale, EmptySourceGivesBlackAndEmptyTargetGivesNothing) {
  EXPECT_THAT(to_rgb(scale(I420View{}, 2, 2).view()), AllOf(SizeIs(12), Each(0)));
  EXPECT_EQ(scale(I420Image(4, 4).view(), 0, 4).width(), 0);
}

TEST(Letterbox, WidePictureLiesAtTheTopAndFillIsBelow) {
  const Tensor tensor = letterboxed(flat(40, 20, 235, 128, 128).view(), 32, 32, ColourOrder::kRgb);
  EXPECT_DOUBLE_EQ(tensor.box.scale, 0.8);
  for (int channel = 0; channel < 3; ++channel) {
    for (int y = 0; y < 32; ++y) {
      for (int x = 0; x < 32; ++x) ASSERT_EQ(tensor.at(channel, x, y), y < 16 ? 255 : 114);
    }
  }
}

TEST(Letterbox, TallPictureLiesAtTheLeftAndFillIsOnTheRight) {
  const Tensor tensor =
      letterboxed(flat(20, 40, 235, 128, 128).view(), 32, 24, ColourOrder::kRgb, 7);
  EXPECT_DOUBLE_EQ(tensor.box.scale, 0.6);
  for (int channel = 0; channel < 3; ++channel) {
    for (int y = 0; y < 24; ++y) {
      for (int x = 0; x < 32; ++x) ASSERT_EQ(tensor.at(channel, x, y), x < 12 ? 255 : 7);
    }
  }
}

TEST(Letterbox, ChannelsComeInTheOrderAsked) {
  const I420Image red = flat(16, 16, 81, 90, 240);
  const Tensor rgb = letterboxed(red.view(), 16, 16, ColourOrder::kRgb);
  const Tensor bgr = letterboxed(red.view(), 16, 16, ColourOrder::kBgr);
  EXPECT_THAT(rgb.at(0, 5, 5), FloatNear(255, 3));
  EXPECT_THAT(rgb.at(2, 5, 5), FloatNear(0, 3));
  EXPECT_THAT(bgr.at(0, 5, 5), FloatNear(0, 3));
  EXPECT_THAT(bgr.at(2, 5, 5), FloatNear(255, 3));
}

TEST(Letterbox, WithoutScalingEqualsToRgbPixelByPixelAtOddSizes) {
  for (const auto& [width, height] : {std::pair{1, 1}, {7, 3}, {33, 35}, {51, 16}}) {
    const I420Image image = noise(width, height, 11);
    const auto rgb = to_rgb(image.view());
    const Tensor tensor = letterboxed(image.view(), width, height, ColourOrder::kRgb);
    EXPECT_EQ(tensor.box.scale, 1);
    for (int i = 0; i < width * height; ++i) {
      for (int channel = 0; channel < 3; ++channel) {
        ASSERT_EQ(tensor.at(channel, i % width, i / width),
                  rgb[static_cast<std::size_t>(i * 3 + channel)])
            << width << "x" << height << " pixel " << i;
      }
    }
  }
}

TEST(Letterbox, BordersLieAtSourceTimesScaleAtOddSizes) {
  // A dark left half and a bright right half: the border must come to lie at source x times scale.
  I420Image halves = flat(101, 55, 16, 128, 128);
  for (int y = 0; y < 55; ++y) std::fill_n(halves.y() + y * 101 + 50, 51, std::uint8_t{235});
  for (const int width : {31, 64, 202, 257}) {
    const Tensor tensor = letterboxed(halves.view(), width, width, ColourOrder::kBgr);
    const double border = 50 * tensor.box.scale;
    for (int x = 0; x < width; ++x) {
      if (x + 1 < border - 3) {
        ASSERT_LT(tensor.at(1, x, 5), 10) << width << ":" << x;
      }
      if (x > border + 3) {
        ASSERT_GT(tensor.at(1, x, 5), 245) << width << ":" << x;
      }
    }
  }
}

TEST(Letterbox, ScratchOfALargerPictureLeavesNoTrace) {
  LetterboxScratch scratch;
  std::vector<float> used(3 * 24 * 24), fresh(3 * 24 * 24);
  letterbox_to_tensor(noise(99, 77, 1).view(), 24, 24, ColourOrder::kRgb, 0, used.data(), scratch);
  const I420Image second = noise(31, 50, 2);
  letterbox_to_tensor(second.view(), 24, 24, ColourOrder::kRgb, 0, used.data(), scratch);
  LetterboxScratch clean;
  letterbox_to_tensor(second.view(), 24, 24, ColourOrder::kRgb, 0, fresh.data(), clean);
  EXPECT_EQ(used, fresh);
}

TEST(Letterbox, ExtremeShapeKeepsAtLeastOneRow) {
  const Tensor tensor = letterboxed(flat(500, 1, 235, 128, 128).view(), 32, 8, ColourOrder::kRgb);
  EXPECT_EQ(tensor.at(0, 31, 0), 255);
  EXPECT_EQ(tensor.at(0, 0, 1), 114);
}

TEST(Letterbox, EmptyPictureIsAllFill) {
  EXPECT_THAT(letterboxed(I420View{}, 4, 4, ColourOrder::kRgb, 9).values, Each(9));
}

}  // namespace
}  // namespace sillage::eye
