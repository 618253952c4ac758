// SPDX-License-Identifier: Apache-2.0
#include "eye/detect/internal/place.h"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

TEST(PlaceInPicture, UndoesTheScale) {
  const auto placed = place_in_picture({{{20, 40, 10, 20}, 0.5F}}, 0.5, 480, 360, 10);
  ASSERT_EQ(placed.size(), 1u);
  EXPECT_EQ(placed[0].box, (Box{40, 80, 20, 40}));
  EXPECT_FLOAT_EQ(placed[0].score, 0.5F);
}

TEST(PlaceInPicture, ClipsToThePicture) {
  const auto placed = place_in_picture({{{-10, -10, 1000, 1000}, 0.5F}}, 1, 480, 360, 10);
  ASSERT_EQ(placed.size(), 1u);
  EXPECT_EQ(placed[0].box, (Box{0, 0, 480, 360}));
}

TEST(PlaceInPicture, DropsBoxesOutsideAndSlivers) {
  const std::vector<Detection> boxes{{{500, 0, 20, 20}, 0.9F},
                                     {{-30, 0, 20, 20}, 0.9F},
                                     {{479.5, 0, 20, 20}, 0.9F},
                                     {{0, 0, 20, 0.5}, 0.9F}};
  EXPECT_THAT(place_in_picture(boxes, 1, 480, 360, 10), ::testing::IsEmpty());
}

TEST(PlaceInPicture, DropsWhatIsNotANumber) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THAT(place_in_picture({{{nan, 0, 20, 20}, 0.9F}, {{0, 0, 20, nan}, 0.9F}}, 1, 480, 360, 9),
              ::testing::IsEmpty());
}

TEST(PlaceInPicture, EndsAtTheLimitWithTheFirstOnes) {
  const std::vector<Detection> boxes{{{0, 0, 0.1, 20}, 0.9F},
                                     {{0, 0, 20, 20}, 0.8F},
                                     {{40, 0, 20, 20}, 0.7F},
                                     {{80, 0, 20, 20}, 0.6F}};
  const auto placed = place_in_picture(boxes, 1, 480, 360, 2);
  ASSERT_EQ(placed.size(), 2u);
  EXPECT_FLOAT_EQ(placed[1].score, 0.7F);
}

}  // namespace
}  // namespace sillage::eye
