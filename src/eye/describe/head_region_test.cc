// SPDX-License-Identifier: Apache-2.0
#include "eye/describe/head_region.h"

#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

TEST(HeadRegion, ReachesBelowTheShouldersOfWhoeverFillsTheBox) {
  for (const double height : {20.0, 64.0, 333.3}) {
    for (const double aspect : {0.2, 0.4, 0.6, 1.0, 3.0}) {
      const Box person{100, 50, height * aspect, height};
      const Box head = head_region(person);
      EXPECT_LE(head.left, person.left);
      EXPECT_GE(head.right(), person.right());
      EXPECT_LT(head.top, person.top);
      EXPECT_GE(head.bottom(), person.top + 0.25 * height);
      EXPECT_LE(head.bottom(), person.bottom() + 1e-9);
    }
  }
}

/// Somebody of height 1 and width 0.35 with shoulders at 0.18, seen down to the hip only.
TEST(HeadRegion, TakesALargerShareOfAnUpperBody) {
  const Box head = head_region({0, 0, 0.35, 0.5});
  EXPECT_GE(head.bottom(), 0.2);
}

/// Detectors draw boxes too tall: the head then begins below the upper edge.
TEST(HeadRegion, StillCoversTheHeadInABoxThatIsTooTall) {
  const Box person{0, 0, 0.4, 1};
  const Box too_tall{0, -0.1, 0.4, 1.1};
  EXPECT_GE(head_region(too_tall).bottom(), person.top + 0.18);
}

}  // namespace
}  // namespace sillage::eye
