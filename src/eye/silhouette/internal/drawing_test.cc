// SPDX-License-Identifier: Apache-2.0
#include "eye/silhouette/internal/drawing.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eye/silhouette/internal/font.h"

namespace sillage::eye::silhouette_internal {
namespace {

constexpr std::uint8_t kGround = 90;

I420Image ground(int width, int height) {
  I420Image image(width, height);
  std::memset(image.y(), kGround, static_cast<std::size_t>(width) * height);
  return image;
}

std::uint8_t luma(I420Image& image, int x, int y) { return image.y()[y * image.width() + x]; }

Colour colour(I420Image& image, int x, int y) {
  const int chroma = (y / 2) * image.chroma_width() + x / 2;
  return {luma(image, x, y), image.u()[chroma], image.v()[chroma]};
}

testing::Matcher<const Colour&> is(Colour wanted) {
  return testing::AllOf(testing::Field("y", &Colour::y, wanted.y),
                        testing::Field("u", &Colour::u, wanted.u),
                        testing::Field("v", &Colour::v, wanted.v));
}

/// Edges of what differs from the ground; empty: all zero.
Box painted(I420Image& image) {
  int left = image.width(), top = image.height(), right = 0, bottom = 0;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) {
      if (luma(image, x, y) == kGround) continue;
      left = std::min(left, x);
      top = std::min(top, y);
      right = std::max(right, x + 1);
      bottom = std::max(bottom, y + 1);
    }
  }
  if (right == 0) return {};
  return {double(left), double(top), double(right - left), double(bottom - top)};
}

TEST(DrawPerson, FillsAnUprightBoxWithHeadAndBody) {
  I420Image image = ground(120, 160);
  draw_person(image, {40, 20, 40, 120});
  EXPECT_EQ(painted(image), (Box{40, 20, 40, 120}));
  EXPECT_THAT(colour(image, 60, 30), is(kPerson)) << "head";
  EXPECT_THAT(colour(image, 60, 90), is(kPerson)) << "body";
  EXPECT_EQ(luma(image, 42, 22), kGround) << "beside the head";
  EXPECT_EQ(luma(image, 78, 22), kGround) << "beside the head";
}

TEST(DrawPerson, FillsALyingBox) {
  I420Image image = ground(120, 80);
  draw_person(image, {10, 30, 90, 30});
  EXPECT_EQ(painted(image), (Box{10, 30, 90, 30}));
  EXPECT_THAT(colour(image, 54, 44), is(kPerson));
}

TEST(DrawPerson, PartsTwoWhoOverlapByADarkRim) {
  I420Image image = ground(120, 160);
  draw_person(image, {30, 20, 40, 110});
  draw_person(image, {50, 30, 40, 110});
  bool rim = false;
  for (int x = 45; x < 58; ++x) rim = rim || luma(image, x, 90) == kPersonEdge.y;
  EXPECT_TRUE(rim);
  EXPECT_EQ(luma(image, 40, 90), kPerson.y);
  EXPECT_EQ(luma(image, 70, 90), kPerson.y);
}

TEST(DrawPerson, ShowsEvenTheSmallest) {
  I420Image image = ground(40, 40);
  draw_person(image, {20, 20, 0.5, 1});
  EXPECT_GT(painted(image).area(), 0);
}

TEST(DrawPerson, ClipsAtTheBorders) {
  for (const Box& box : {Box{-20, -60, 40, 120}, Box{90, 50, 40, 120}, Box{-10, -10, 200, 400}}) {
    I420Image image = ground(101, 75);
    draw_person(image, box);
    EXPECT_GT(painted(image).area(), 0) << box.left;
  }
}

TEST(DrawPerson, LeavesOutWhatCannotBeDrawn) {
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  for (const Box& box :
       {Box{-90, 0, 20, 50}, Box{10, 10, 0, 20}, Box{10, 10, 20, -1}, Box{std::nan(""), 0, 9, 9},
        Box{0, 0, kInfinite, 9}, Box{-kInfinite, 0, 9, 9}, Box{1e300, 1e300, 1e300, 1e300}}) {
    I420Image image = ground(60, 60);
    draw_person(image, box);
    EXPECT_EQ(painted(image), Box{}) << box.left << ' ' << box.width;
  }
}

TEST(DrawSegment, CoversItsThicknessOnly) {
  I420Image image = ground(60, 60);
  draw_segment(image, {{10, 30}, {50, 30}}, 4, kLine);
  EXPECT_THAT(colour(image, 30, 29), is(kLine));
  EXPECT_THAT(colour(image, 30, 31), is(kLine));
  EXPECT_EQ(painted(image), (Box{8, 28, 44, 4}));
}

TEST(DrawSegment, TakesAnyEnds) {
  I420Image image = ground(60, 60);
  draw_segment(image, {{std::nan(""), 3}, {5, 5}}, 3, kLine);
  draw_segment(image, {{-1e9, 3}, {5, 5}}, 3, kLine);
  EXPECT_EQ(painted(image), Box{});
  draw_segment(image, {{-1000, 30}, {1000, 30}}, 2, kLine);
  EXPECT_EQ(painted(image), (Box{0, 29, 60, 2}));
  draw_segment(image, {{20, 10}, {20, 10}}, 4, kLine);
  EXPECT_EQ(luma(image, 20, 10), kLine.y) << "a point";
}

TEST(DrawOutline, ClosesTheZone) {
  I420Image image = ground(80, 80);
  draw_outline(image, {{10, 10}, {70, 10}, {70, 70}, {10, 70}}, 3, kZone);
  for (const auto& [x, y] : {std::pair{40, 10}, {70, 40}, {40, 70}, {10, 40}}) {
    EXPECT_THAT(colour(image, x, y), is(kZone)) << x << ' ' << y;
  }
  EXPECT_EQ(luma(image, 40, 40), kGround);
  draw_outline(image, {}, 3, kZone);
}

TEST(Font, HasADifferentFormForEveryCharacter) {
  std::set<Glyph> forms;
  for (char c = ' '; c <= '_'; ++c) forms.insert(glyph_of(c));
  EXPECT_EQ(forms.size(), 64U);
}

TEST(Font, ShowsSmallLettersAsCapitalsAndTheRestAsQuestionMarks) {
  EXPECT_EQ(glyph_of('q'), glyph_of('Q'));
  EXPECT_EQ(glyph_of('\n'), glyph_of('?'));
  EXPECT_EQ(glyph_of('\xe9'), glyph_of('?'));
  EXPECT_EQ(glyph_of('~'), glyph_of('?'));
}

TEST(DrawCaption, WritesOnABandInTheCorner) {
  I420Image image = ground(200, 60);
  draw_caption(image, "T");
  EXPECT_EQ(painted(image), (Box{0, 0, 10, 11}));
  for (int x = 2; x < 7; ++x) EXPECT_EQ(luma(image, x, 2), kCaptionText.y) << "bar of the T";
  EXPECT_EQ(luma(image, 4, 8), kCaptionText.y) << "foot of the T";
  EXPECT_EQ(luma(image, 2, 8), kCaptionBack.y);
}

TEST(DrawCaption, ShrinksAndThenCutsWhatIsTooLong) {
  I420Image image = ground(640, 40);
  draw_caption(image, std::string(30, '8'));
  EXPECT_DOUBLE_EQ(painted(image).height, 22);
  draw_caption(image, std::string(1000, '8'));
  EXPECT_DOUBLE_EQ(painted(image).width, 640);
  I420Image tiny = ground(3, 3);
  draw_caption(tiny, "0:12");
  I420Image none = ground(64, 64);
  draw_caption(none, "");
  EXPECT_EQ(painted(none), Box{});
}

}  // namespace
}  // namespace sillage::eye::silhouette_internal
