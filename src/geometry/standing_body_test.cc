// SPDX-License-Identifier: Apache-2.0
#include "geometry/standing_body.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace sillage {
namespace {

constexpr int kWidth = 640, kHeight = 360;

/// Hangs at (2, 1), 3 m high, looks to the north and down by so many degrees.
PinholeCamera camera_of(double pitch_deg) {
  const double pitch = pitch_deg * std::numbers::pi / 180;
  const double c = std::cos(pitch), s = std::sin(pitch);
  PinholeCamera camera{350, 350, kWidth / 2.0, kHeight / 2.0, {}, {}};
  camera.rotation = {1, 0, 0, 0, -s, -c, 0, c, -s};
  const double at[] = {2, 1, 3};
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t i = 0; i < 3; ++i) {
      camera.translation[row] -= camera.rotation[3 * row + i] * at[i];
    }
  }
  return camera;
}

Homography plane(double pitch_deg) { return *Homography::from_camera(camera_of(pitch_deg)); }

/// Where the camera shows a point, without anything of what is tested.
Point seen_at(const PinholeCamera& c, double x, double y, double z) {
  double q[3];
  for (std::size_t i = 0; i < 3; ++i) {
    q[i] = c.rotation[3 * i] * x + c.rotation[3 * i + 1] * y + c.rotation[3 * i + 2] * z +
           c.translation[i];
  }
  return {c.cx + c.fx * q[0] / q[2], c.cy + c.fy * q[1] / q[2]};
}

const RadialLens kBent{350, 350, kWidth / 2.0, kHeight / 2.0, -0.12, 0};

TEST(StandingBody, TellsThePlaceFromTheBoxOfTheSameBody) {
  for (const double pitch : {20.0, 35.0, 55.0}) {
    for (const RadialLens& lens : {RadialLens{}, kBent}) {
      const Homography floor = plane(pitch);
      const auto body = StandingBody::create(floor, lens, kWidth, kHeight);
      ASSERT_TRUE(body);
      double worst = 0, worst_before = 0;
      for (double x = 0; x <= 4; x += 0.5) {
        for (double y = 3; y <= 9; y += 0.5) {
          const auto box = body->box_at({x, y});
          if (!box || box->left <= 0 || box->right() >= kWidth || box->bottom() >= kHeight)
            continue;
          const Point foot = floor.apply(lens.straight(box->foot()));
          worst = std::max(worst, distance(body->place_of(foot), {x, y}));
          worst_before = std::max(worst_before, distance(foot, {x, y}));
        }
      }
      EXPECT_LT(worst, 0.08) << pitch;
      EXPECT_GT(worst_before, 0.18) << "or there is nothing to correct";
    }
  }
}

TEST(StandingBody, IsAsTallAndAsBroadAsPeopleAre) {
  for (const double pitch : {15.0, 25.0, 35.0}) {
    const auto body = StandingBody::create(plane(pitch), {}, kWidth, kHeight);
    ASSERT_TRUE(body);
    for (const Point at : {Point{2, 5}, Point{0.5, 6}, Point{3.5, 7}}) {
      const auto box = body->box_at(at);
      ASSERT_TRUE(box);
      const Point head = seen_at(camera_of(pitch), at.x, at.y, 1.68);
      const Point foot = seen_at(camera_of(pitch), at.x, at.y, 0);
      const double metre = std::abs(seen_at(camera_of(pitch), at.x + 1, at.y, 1).x -
                                    seen_at(camera_of(pitch), at.x, at.y, 1).x);
      EXPECT_NEAR(box->top, head.y, 0.04 * box->height) << pitch;
      EXPECT_NEAR(box->bottom(), foot.y, 0.12 * box->height) << pitch;
      EXPECT_GE(box->bottom(), foot.y) << "the nearer foot";
      EXPECT_NEAR(box->width / metre, 0.5, 0.25) << pitch;
    }
  }
}

TEST(StandingBody, CorrectsSteadilyBeyondTheLowerBorder) {
  const Homography floor = plane(30);
  const auto body = StandingBody::create(floor, {}, kWidth, kHeight);
  ASSERT_TRUE(body);
  Point before = body->place_of({1.5, 7});
  for (double y = 6.99; y > 1.6; y -= 0.01) {
    const Point now = body->place_of({1.5, y});
    EXPECT_LT(distance(now, before), 0.05) << "at " << y;
    before = now;
  }
}

TEST(StandingBody, KnowsThePrincipalPointOfAPictureThatWasCut) {
  PinholeCamera cut = camera_of(30);
  cut.cx -= 80, cut.cy -= 40;
  const Homography floor = *Homography::from_camera(cut);
  const RadialLens lens{cut.fx, cut.fy, cut.cx, cut.cy, 0, 0};
  const auto body = StandingBody::create(floor, lens, kWidth - 80, kHeight - 40);
  ASSERT_TRUE(body);
  const auto box = body->box_at({2, 6});
  ASSERT_TRUE(box);
  EXPECT_NEAR(box->top, seen_at(cut, 2, 6, 1.68).y, 0.04 * box->height);
}

TEST(StandingBody, LeansToTheSidesOfThePicture) {
  const auto body = StandingBody::create(plane(35), {}, kWidth, kHeight);
  ASSERT_TRUE(body);
  const Point left = plane(35).apply(body->box_at({0, 5})->foot());
  const Point right = plane(35).apply(body->box_at({4, 5})->foot());
  EXPECT_LT(left.x, -0.05) << "the head is farther out than the feet";
  EXPECT_GT(right.x, 4.05);
  EXPECT_NEAR(left.x + right.x, 4, 0.01);
}

TEST(StandingBody, KnowsTheStatureBelowAnUpperEdge) {
  const auto body = StandingBody::create(plane(30), {}, kWidth, kHeight);
  ASSERT_TRUE(body);
  const Box box = *body->box_at({2, 6});
  const auto below = body->box_below({box.left + box.width / 2, box.top});
  ASSERT_TRUE(below);
  EXPECT_NEAR(below->height / box.height, 1, 0.05);
  EXPECT_NEAR(below->bottom(), box.bottom(), 0.06 * box.height);
}

TEST(StandingBody, DoesNotMindWhichWayTheFloorsAxesRun) {
  // A plan whose y runs down the page.
  std::array<double, 9> m = plane(30).matrix();
  for (std::size_t i = 3; i < 6; ++i) m[i] = -m[i];
  const Homography floor = *Homography::from_matrix(m);
  const auto body = StandingBody::create(floor, {}, kWidth, kHeight);
  ASSERT_TRUE(body);
  const Box box = *body->box_at({2, -6});
  EXPECT_GT(box.height, 2 * box.width) << "stands upwards";
  EXPECT_NEAR(distance(body->place_of(floor.apply(box.foot())), {2, -6}), 0, 0.03);
}

TEST(StandingBody, IsNotThereWhereTheMapIsNoCameras) {
  EXPECT_FALSE(StandingBody::create(Homography::scale(0.01), {}, kWidth, kHeight));
  EXPECT_FALSE(StandingBody::create(plane(89.9), {}, kWidth, kHeight));
  const std::array<double, 9> metres = plane(30).matrix();
  for (const double scale : {0.1, 100.0}) {  // centimetres for metres, or the other way round
    std::array<double, 9> m = metres;
    for (std::size_t i = 0; i < 6; ++i) m[i] *= scale;
    const auto floor = Homography::from_matrix(m);
    ASSERT_TRUE(floor);
    EXPECT_FALSE(StandingBody::create(*floor, {}, kWidth, kHeight)) << scale;
  }
  const auto skewed = Homography::from_matrix({0.01, 0.05, 0, 0, 0.01, 0, 0, 1e-7, 1});
  ASSERT_TRUE(skewed);
  EXPECT_FALSE(StandingBody::create(*skewed, {}, kWidth, kHeight));
}

TEST(StandingBody, LeavesAloneWhatItCannotTell) {
  const auto body = StandingBody::create(plane(30), {}, kWidth, kHeight);
  ASSERT_TRUE(body);
  const Point behind{2, -5}, far{900, 900};
  EXPECT_EQ(distance(body->place_of(behind), behind), 0);
  EXPECT_TRUE(is_finite(body->place_of(far)));
  EXPECT_FALSE(body->box_at(behind));
  EXPECT_FALSE(body->box_at({2, 1})) << "below the camera";
  EXPECT_FALSE(body->box_below({320, -4000})) << "above the horizon";
}

}  // namespace
}  // namespace sillage
