// SPDX-License-Identifier: Apache-2.0
#include "eye/plate/plate.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

constexpr std::uint8_t kGrey = 128;

/// A still scene: gradients and hard edges in all three channels, limited to 16..219.
I420Image scene(int width, int height) {
  I420Image image(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const int edge = ((x / 9 + y / 7) % 2) * 60;
      image.y()[y * width + x] = static_cast<std::uint8_t>(16 + (x * 3 + y * 2) % 140 + edge);
    }
  }
  for (int y = 0; y < image.chroma_height(); ++y) {
    for (int x = 0; x < image.chroma_width(); ++x) {
      const int at = y * image.chroma_width() + x;
      image.u()[at] = static_cast<std::uint8_t>(60 + x % 120);
      image.v()[at] = static_cast<std::uint8_t>(80 + (x + y) % 90);
    }
  }
  return image;
}

void paint(I420Image& image, int left, int top, int width, int height, std::uint8_t y,
           std::uint8_t u, std::uint8_t v) {
  for (int row = std::max(0, top); row < std::min(image.height(), top + height); ++row) {
    for (int column = std::max(0, left); column < std::min(image.width(), left + width); ++column) {
      image.y()[row * image.width() + column] = y;
      image.u()[(row / 2) * image.chroma_width() + column / 2] = u;
      image.v()[(row / 2) * image.chroma_width() + column / 2] = v;
    }
  }
}

Detection person(double left, double top, double width, double height) {
  return {{left, top, width, height}, 0.9F};
}

struct Differences {
  int worst_luma = 0;
  int worst_chroma = 0;
};

Differences differences(I420Image& a, I420Image& b) {
  EXPECT_EQ(a.width(), b.width());
  EXPECT_EQ(a.height(), b.height());
  Differences found;
  for (int i = 0; i < a.width() * a.height(); ++i) {
    found.worst_luma = std::max(found.worst_luma, std::abs(a.y()[i] - b.y()[i]));
  }
  for (int i = 0; i < a.chroma_width() * a.chroma_height(); ++i) {
    found.worst_chroma = std::max(found.worst_chroma, std::abs(a.u()[i] - b.u()[i]));
    found.worst_chroma = std::max(found.worst_chroma, std::abs(a.v()[i] - b.v()[i]));
  }
  return found;
}

Plate built(const PlateBuilder& builder) {
  auto plate = builder.build();
  EXPECT_TRUE(plate) << plate.error().to_string();
  return plate ? std::move(*plate) : Plate{};
}

TEST(PlateBuilder, SaysWhatToDoWithoutSamples) {
  const auto plate = PlateBuilder().build();
  ASSERT_FALSE(plate);
  EXPECT_EQ(plate.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(plate.error().message, testing::HasSubstr("let the camera or the file run"));
}

TEST(PlateBuilder, ShowsEveryGreyLevelWithinTwoAfterOneSampleAndOneAfterFive) {
  I420Image all(256, 32);
  for (int i = 0; i < 256 * 32; ++i) all.y()[i] = static_cast<std::uint8_t>(i % 256);
  for (int i = 0; i < 128 * 16; ++i) {
    all.u()[i] = static_cast<std::uint8_t>(2 * (i % 128));
    all.v()[i] = static_cast<std::uint8_t>(2 * (i % 128) + 1);
  }
  PlateBuilder builder;
  for (int sample = 1; sample <= 600; ++sample) {
    builder.add(all.view(), {});
    if (sample > 8 && sample % 100 != 0) continue;
    Plate plate = built(builder);
    const auto [luma, chroma] = differences(plate.picture, all);
    EXPECT_LE(luma, sample < 5 ? 2 : 1) << sample << " samples";
    EXPECT_LE(chroma, sample < 5 ? 2 : 1) << sample << " samples";
  }
  EXPECT_EQ(builder.samples(), 600);
}

TEST(PlateBuilder, ShowsNobodyOfSomeoneWhoWalksThroughEveryPlace) {
  I420Image empty = scene(160, 120);
  PlateBuilder builder;
  for (int top = -20; top < 120; top += 10) {
    for (int left = -10; left < 160; left += 8) {
      I420Image sample = empty;
      paint(sample, left, top, 20, 40, 235, 20, 230);
      const Detection seen = person(left, top, 20, 40);
      builder.add(sample.view(), {&seen, 1});
    }
  }
  Plate plate = built(builder);
  EXPECT_EQ(plate.unseen, 0);
  const auto [luma, chroma] = differences(plate.picture, empty);
  EXPECT_LE(luma, 1);
  EXPECT_LE(chroma, 1);
}

TEST(PlateBuilder, ShowsNobodyOfUndetectedPassersWhoStayLessThanHalfTheTime) {
  I420Image empty = scene(64, 64);
  PlateBuilder builder;
  for (int sample = 0; sample < 100; ++sample) {
    I420Image picture = empty;
    if (sample % 100 < 48) paint(picture, 16, 8, 20, 40, 235, 240, 16);
    builder.add(picture.view(), {});
  }
  Plate plate = built(builder);
  const auto [luma, chroma] = differences(plate.picture, empty);
  EXPECT_LE(luma, 2);
  EXPECT_LE(chroma, 2);
}

TEST(PlateBuilder, FollowsThePresentOnceCountsAreHalved) {
  I420Image before = scene(32, 32);
  I420Image after = before;
  paint(after, 8, 8, 16, 16, 200, 60, 60);
  PlateBuilder builder;
  for (int i = 0; i < 5000; ++i) builder.add(before.view(), {});
  for (int i = 0; i < 1200; ++i) builder.add(after.view(), {});
  Plate plate = built(builder);
  EXPECT_LE(differences(plate.picture, after).worst_luma, 2);
}

TEST(PlateBuilder, PaintsGreyWhatWasNeverSeenFree) {
  I420Image sample = scene(100, 80);
  paint(sample, 40, 20, 20, 40, 235, 240, 16);
  const Detection still = person(40, 20, 20, 40);
  PlateBuilder builder({.max_width = 640, .mask_margin = 0.1});
  for (int i = 0; i < 10; ++i) builder.add(sample.view(), {&still, 1});
  Plate plate = built(builder);
  for (int y = 16; y < 64; ++y) {
    for (int x = 38; x < 62; ++x) {
      ASSERT_EQ(plate.picture.y()[y * 100 + x], kGrey) << x << ' ' << y;
      ASSERT_EQ(plate.picture.u()[y / 2 * 50 + x / 2], kGrey) << x << ' ' << y;
      ASSERT_EQ(plate.picture.v()[y / 2 * 50 + x / 2], kGrey) << x << ' ' << y;
    }
  }
  EXPECT_DOUBLE_EQ(plate.unseen, 24.0 * 48.0 / (100.0 * 80.0));
  EXPECT_NEAR(plate.picture.y()[15 * 100 + 50], sample.y()[15 * 100 + 50], 1);
  EXPECT_NEAR(plate.picture.y()[40 * 100 + 37], sample.y()[40 * 100 + 37], 1);
}

TEST(PlateBuilder, ShowsNothingOfASampleWithABoxThatIsNotFinite) {
  const I420Image sample = scene(64, 48);
  const double bad[] = {std::nan(""), std::numeric_limits<double>::infinity(),
                        -std::numeric_limits<double>::infinity()};
  for (const double value : bad) {
    for (const Detection& box : {person(value, 1, 4, 4), person(1, value, 4, 4),
                                 person(1, 1, value, 4), person(1, 1, 4, value)}) {
      PlateBuilder builder({.max_width = 640, .mask_margin = 0});
      builder.add(sample.view(), {&box, 1});
      EXPECT_EQ(built(builder).unseen, 1.0) << value;
    }
  }
}

TEST(PlateBuilder, TakesBoxesOutsideTheBordersAndWithoutSize) {
  const I420Image sample = scene(64, 48);
  const std::vector<Detection> boxes = {person(-500, -500, 20, 20), person(500, 10, 30, 30),
                                        person(10, 10, 0, 20),      person(10, 10, 20, -5),
                                        person(1e300, 0, 1e300, 5), person(-4, -4, 12, 12)};
  PlateBuilder builder({.max_width = 640, .mask_margin = 0});
  builder.add(sample.view(), boxes);
  EXPECT_DOUBLE_EQ(built(builder).unseen, 64.0 / (64.0 * 48.0));
}

TEST(PlateBuilder, ScalesLargePicturesDownAndKeepsTheirShape) {
  struct Case {
    int width, height, plate_width, plate_height;
  };
  for (const auto& [width, height, plate_width, plate_height] :
       {Case{1280, 720, 640, 360}, Case{641, 481, 640, 480}, Case{321, 241, 320, 240},
        Case{480, 960, 320, 640}, Case{1, 1, 2, 2}, Case{3000, 2, 640, 2}}) {
    PlateBuilder builder;
    builder.add(scene(width, height).view(), {});
    const Plate plate = built(builder);
    EXPECT_EQ(plate.picture.width(), plate_width) << width << 'x' << height;
    EXPECT_EQ(plate.picture.height(), plate_height) << width << 'x' << height;
  }
}

TEST(PlateBuilder, ScalesSamplesOfAnotherSizeAndTheirBoxes) {
  I420Image flat(100, 80);
  std::fill_n(flat.y(), 100 * 80, std::uint8_t{90});
  PlateBuilder builder({.max_width = 640, .mask_margin = 0});
  const Detection left_half = person(0, 0, 50, 80);
  builder.add(flat.view(), {&left_half, 1});
  I420Image twice(200, 160);
  std::fill_n(twice.y(), 200 * 160, std::uint8_t{90});
  const Detection also_left = person(0, 0, 100, 160);
  builder.add(twice.view(), {&also_left, 1});
  Plate plate = built(builder);
  EXPECT_EQ(plate.picture.width(), 100);
  EXPECT_EQ(builder.samples(), 2);
  EXPECT_DOUBLE_EQ(plate.unseen, 0.5);
  EXPECT_NEAR(plate.picture.y()[99], 90, 2);
}

TEST(PlateBuilder, AveragesNoiseAway) {
  I420Image empty(96, 64);
  for (int i = 0; i < 96 * 64; ++i) empty.y()[i] = static_cast<std::uint8_t>(40 + i % 160);
  std::fill_n(empty.u(), 48 * 32, std::uint8_t{100});
  std::fill_n(empty.v(), 48 * 32, std::uint8_t{150});
  std::mt19937 random(7);
  std::normal_distribution<double> noise(0, 6);
  PlateBuilder builder;
  for (int sample = 0; sample < 200; ++sample) {
    I420Image noisy = empty;
    for (int i = 0; i < 96 * 64; ++i) {
      const double value = std::round(noisy.y()[i] + noise(random));
      noisy.y()[i] = static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0));
    }
    builder.add(noisy.view(), {});
  }
  Plate plate = built(builder);
  double squares = 0;
  for (int i = 0; i < 96 * 64; ++i) {
    const double error = plate.picture.y()[i] - empty.y()[i];
    squares += error * error;
  }
  EXPECT_LT(std::sqrt(squares / (96 * 64)), 1.2);
  EXPECT_LE(differences(plate.picture, empty).worst_luma, 4);
}

TEST(PlateBuilder, IgnoresPicturesWithoutPixels) {
  PlateBuilder builder;
  builder.add(I420View{}, {});
  EXPECT_EQ(builder.samples(), 0);
  EXPECT_FALSE(builder.build());
}

TEST(PlateBuilder, GivesTheSameBytesForTheSameSamples) {
  const auto run = [] {
    std::mt19937 random(3);
    PlateBuilder builder;
    I420Image picture(50, 34);
    for (int sample = 0; sample < 30; ++sample) {
      std::generate_n(picture.y(), 50 * 34, [&] { return static_cast<std::uint8_t>(random()); });
      const Detection one = person(static_cast<double>(random() % 50), 3, 9, 20);
      builder.add(picture.view(), {&one, 1});
    }
    Plate plate = built(builder);
    return std::vector<std::uint8_t>(plate.picture.y(), plate.picture.y() + 50 * 34);
  };
  EXPECT_EQ(run(), run());
}

TEST(PaintOver, CoversTheGrownBoxAndRecordsIt) {
  Plate plate;
  plate.picture = scene(60, 40);
  I420Image before = plate.picture;
  const std::vector<Detection> found = {person(20, 10, 10, 20), person(-100, 0, 20, 20)};
  paint_over(plate, found, {.max_width = 640, .mask_margin = 0.2});
  ASSERT_THAT(plate.painted_over, testing::ElementsAre(Box{18, 6, 14, 28}));
  for (int y = 0; y < 40; ++y) {
    for (int x = 0; x < 60; ++x) {
      const bool inside = x >= 18 && x < 32 && y >= 6 && y < 34;
      ASSERT_EQ(plate.picture.y()[y * 60 + x], inside ? kGrey : before.y()[y * 60 + x]);
      ASSERT_EQ(plate.picture.u()[y / 2 * 30 + x / 2],
                inside ? kGrey : before.u()[y / 2 * 30 + x / 2]);
    }
  }
}

TEST(PaintOver, CoversEverythingForABoxThatIsNotFinite) {
  Plate plate;
  plate.picture = scene(31, 21);
  const Detection bad = person(std::nan(""), 0, 5, 5);
  paint_over(plate, {&bad, 1});
  EXPECT_THAT(plate.painted_over, testing::ElementsAre(Box{0, 0, 31, 21}));
  EXPECT_EQ(plate.picture.y()[31 * 21 - 1], kGrey);
  EXPECT_EQ(plate.picture.v()[16 * 11 - 1], kGrey);
}

TEST(PlateOptions, SayWhatToSet) {
  EXPECT_TRUE(PlateOptions{}.check());
  const auto width = PlateOptions{.max_width = 4, .mask_margin = 0.1}.check();
  ASSERT_FALSE(width);
  EXPECT_THAT(width.error().message, testing::HasSubstr("set it between 16 and 1920"));
  const auto margin = PlateOptions{.max_width = 640, .mask_margin = std::nan("")}.check();
  ASSERT_FALSE(margin);
  EXPECT_THAT(margin.error().message, testing::HasSubstr("set it between 0 and 1"));
}

}  // namespace
}  // namespace sillage::eye
