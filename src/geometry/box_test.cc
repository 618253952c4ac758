// SPDX-License-Identifier: Apache-2.0
#include "geometry/box.h"

#include <gtest/gtest.h>

namespace sillage {
namespace {

TEST(Box, EdgesCentreAndFoot) {
  const Box box{10, 20, 4, 8};
  EXPECT_EQ(box.right(), 14);
  EXPECT_EQ(box.bottom(), 28);
  EXPECT_EQ(box.centre(), (Point{12, 24}));
  EXPECT_EQ(box.foot(), (Point{12, 28}));
  EXPECT_EQ(box.scaled(0.5, 2), (Box{5, 40, 2, 16}));
}

TEST(Iou, KnownOverlaps) {
  const Box a{0, 0, 10, 10};
  EXPECT_DOUBLE_EQ(iou(a, a), 1);
  EXPECT_DOUBLE_EQ(iou(a, {5, 0, 10, 10}), 50.0 / 150.0);
  EXPECT_EQ(iou(a, {10, 0, 10, 10}), 0) << "touching edges share no area";
  EXPECT_EQ(iou(a, {20, 20, 5, 5}), 0);
  EXPECT_EQ(iou({}, {}), 0);
}

}  // namespace
}  // namespace sillage
