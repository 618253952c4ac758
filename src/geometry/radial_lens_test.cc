// SPDX-License-Identifier: Apache-2.0
#include "geometry/radial_lens.h"

#include <gtest/gtest.h>

namespace sillage {
namespace {

/// A wide camera of 640 x 360 pixels whose corners are drawn in.
RadialLens barrel() { return {380, 380, 320, 180, -0.12, 0.01}; }

TEST(RadialLens, ThereAndBackIsTheSamePlace) {
  for (const RadialLens& lens : {barrel(), RadialLens{380, 400, 310, 190, 0.15, 0}}) {
    for (double x = 0; x <= 640; x += 80) {
      for (double y = 0; y <= 360; y += 60) {
        const Point back = lens.seen(lens.straight(Point{x, y}));
        EXPECT_NEAR(back.x, x, 1e-6);
        EXPECT_NEAR(back.y, y, 1e-6);
      }
    }
  }
}

TEST(RadialLens, ABarrelDrawsTheEdgeInAndLeavesTheMiddle) {
  const Point edge = barrel().straight(Point{640, 180});
  EXPECT_GT(edge.x, 660);  // 320 px off the axis are 0.84: a tenth farther out
  EXPECT_NEAR(edge.y, 180, 1e-9);
  const Point middle = barrel().straight(Point{320, 180});
  EXPECT_EQ(middle, (Point{320, 180}));
}

TEST(RadialLens, WithoutDistortionNothingMoves) {
  const RadialLens lens{380, 380, 320, 180, 0, 0};
  EXPECT_EQ(lens.straight(Point{12, 34}), (Point{12, 34}));
  EXPECT_EQ(lens.straight(Box{1, 2, 3, 4}), (Box{1, 2, 3, 4}));
}

TEST(RadialLens, BeyondTheFoldIsTheRim) {
  const RadialLens lens{100, 100, 0, 0, -0.3, 0};  // folds back at r = 1.05, seen at 0.70
  const Point rim = lens.straight(Point{200, 0});
  EXPECT_NEAR(rim.x, 105.4, 0.1);
  EXPECT_NEAR(lens.straight(Point{1e9, 0}).x, rim.x, 1e-6);
}

TEST(RadialLens, ABoxKeepsItsFootAndGrowsTowardsTheEdge) {
  const RadialLens lens = barrel();
  const Box box{560, 200, 40, 120};
  const Box straight = lens.straight(box);
  const Point foot = lens.straight(box.foot());
  EXPECT_NEAR(straight.foot().x, foot.x, 1e-9);
  EXPECT_NEAR(straight.foot().y, foot.y, 1e-9);
  EXPECT_GT(straight.width, box.width);
  const Box back = lens.seen(straight);
  EXPECT_NEAR(back.foot().x, box.foot().x, 1e-6);
  EXPECT_NEAR(back.height, box.height, 3);
  EXPECT_NEAR(back.width, box.width, 3);
}

}  // namespace
}  // namespace sillage
