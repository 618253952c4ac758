// SPDX-License-Identifier: Apache-2.0
#include "eye/track/internal/body_filter.h"

#include <cmath>

#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

constexpr BodyFilter::Motion kSteady{0.3, 1e-6, 1e6, 1e-6};
constexpr Covariance kUnsure{0.04, 0, 0.04};

/// A camera 3 m above the floor that looks along y, 10 degrees down.
Homography tilted_view() {
  const double s = std::sin(0.1745), c = std::cos(0.1745);
  return *Homography::from_camera(
      {1000, 1000, 960, 540, {1, 0, 0, 0, -s, -c, 0, c, -s}, {0, 3 * c, 3 * s}});
}

TEST(BodyProjection, DerivativesAreThoseOfTheProjection) {
  const BodyProjection projection(tilted_view());
  const Point at{0.7, 6};
  const auto view = projection.at(at);
  ASSERT_TRUE(view.visible);
  const double step = 1e-6;
  const auto right = projection.at({at.x + step, at.y}), far = projection.at({at.x, at.y + step});
  EXPECT_NEAR(view.foot_x_dx, (right.foot.x - view.foot.x) / step, 1e-2);
  EXPECT_NEAR(view.foot_x_dy, (far.foot.x - view.foot.x) / step, 1e-2);
  EXPECT_NEAR(view.foot_y_dx, (right.foot.y - view.foot.y) / step, 1e-2);
  EXPECT_NEAR(view.foot_y_dy, (far.foot.y - view.foot.y) / step, 1e-2);
  EXPECT_NEAR(view.scale_dx, (right.scale - view.scale) / step, 1e-3 * view.scale);
  EXPECT_NEAR(view.scale_dy, (far.scale - view.scale) / step, 1e-3 * view.scale);
}

TEST(BodyProjection, NothingIsVisibleBehindTheCamera) {
  EXPECT_FALSE(BodyProjection(tilted_view()).at({0, -30}).visible);
}

TEST(BodyFilter, PredictionDoesNotDependOnTheNumberOfSteps) {
  BodyFilter once({1, 2}, {0.1, 0.02, 0.2}, 1.0, 0, 0.1), often = once;
  once.predict(0.4, kSteady);
  for (int i = 0; i < 8; ++i) often.predict(0.05, kSteady);
  EXPECT_NEAR(once.place().x, often.place().x, 1e-9);
  EXPECT_NEAR(once.covariance().xx, often.covariance().xx, 1e-6);
  EXPECT_NEAR(once.covariance().xy, often.covariance().xy, 1e-6);
}

TEST(BodyFilter, FollowsSomebodyWhoWalksTowardsTheCamera) {
  const BodyProjection projection(tilted_view());
  // The truth is a filter that is told exactly where it is.
  const auto seen_at = [&](Point place) {
    return BodyFilter(place, kUnsure, 1, std::log(1.7), 0.1).expect(projection, {}).box;
  };
  BodyFilter filter({0, 12}, kUnsure, 1.0, std::log(1.7), 0.1);
  for (int i = 1; i <= 50; ++i) {
    filter.predict(0.1, kSteady);
    Box seen = seen_at({0.02 * i, 12 - 0.12 * i});
    seen.width = 0;
    filter.update(filter.expect(projection, {}), seen, {9, 9, 9});
  }
  EXPECT_NEAR(filter.place().y, 6, 0.05);
  EXPECT_NEAR(filter.velocity().x, 0.2, 0.05);
  EXPECT_NEAR(filter.velocity().y, -1.2, 0.1);
  EXPECT_LT(filter.covariance().yy, 0.04);
}

TEST(BodyFilter, TheHeadTellsThePlaceOfSomebodyWhoseFeetAreHidden) {
  const BodyProjection projection(tilted_view());
  const Point truth{0, 8};
  BodyFilter filter(truth, {0.01, 0, 0.01}, 0.5, std::log(1.7), 0.05);
  for (int i = 0; i < 30; ++i) {
    filter.predict(0.1, kSteady);
    const auto expected = filter.expect(projection, {});
    Box seen = BodyFilter(truth, kUnsure, 1, std::log(1.7), 0.1).expect(projection, {}).box;
    seen.height *= 0.6;  // a shelf hides the legs
    const double vague = 1e4;
    filter.update(expected, seen, {4, vague, 4});
  }
  EXPECT_NEAR(filter.place().y, truth.y, 0.5);
}

TEST(BodyFilter, AShiftOfThePictureMovesWhatIsExpectedAndNotThePerson) {
  const BodyProjection projection(tilted_view());
  const BodyFilter filter({0, 8}, kUnsure, 1, std::log(1.7), 0.1);
  const auto still = filter.expect(projection, {}), moved = filter.expect(projection, {12, -5});
  EXPECT_NEAR(moved.box.left - still.box.left, 12, 1e-9);
  EXPECT_NEAR(moved.box.top - still.box.top, -5, 1e-9);
  EXPECT_NEAR(moved.box.height, still.box.height, 1e-9);
}

}  // namespace
}  // namespace sillage::eye
