// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/projection.h"

#include <gtest/gtest.h>

namespace sillage::desk::report {
namespace {

/// A camera 3 m above the floor that looks along y, 30 degrees down, 640 x 480.
std::array<double, 9> oblique(double sign) {
  PinholeCamera camera;
  camera.fx = camera.fy = 500;
  camera.cx = 320;
  camera.cy = 240;
  const double c = 0.8660254037844386, s = 0.5;
  camera.rotation = {1, 0, 0, 0, -s, -c, 0, c, -s};
  camera.translation = {0, 3 * c, 3 * s};
  std::array<double, 9> matrix = Homography::from_camera(camera)->inverse().matrix();
  for (double& value : matrix) value *= sign;
  return matrix;
}

TEST(Projection, FindsTheNearSideWhateverTheSignOfTheMatrix) {
  for (const double sign : {1.0, -1.0}) {
    const auto projection = Projection::create(oblique(sign), 640, 480);
    ASSERT_TRUE(projection);
    EXPECT_TRUE(projection->point({0, 4}));
    EXPECT_FALSE(projection->point({0, -40})) << "behind the camera";
  }
}

TEST(Projection, CutsWhatLiesBehindTheCamera) {
  const auto projection = Projection::create(oblique(1), 640, 480);
  ASSERT_TRUE(projection);
  const auto shape = projection->polygon({{-50, -50}, {50, -50}, {50, 500}, {-50, 500}});
  ASSERT_GE(shape.size(), 3u);
  for (const Point& p : shape) {
    EXPECT_GE(p.x, -1e-6);
    EXPECT_LE(p.x, 640 + 1e-6);
    EXPECT_GE(p.y, -1e-6);
    EXPECT_LE(p.y, 480 + 1e-6);
  }
  EXPECT_TRUE(projection->polygon({{-5, -20}, {5, -20}, {0, -10}}).empty());
}

TEST(Projection, KeepsWhatIsInThePicture) {
  const auto projection = Projection::create({10, 0, 0, 0, 10, 0, 0, 0, 1}, 100, 100);
  ASSERT_TRUE(projection);
  EXPECT_EQ(projection->polygon({{1, 1}, {2, 1}, {2, 2}}),
            (std::vector<Point>{{10, 10}, {20, 10}, {20, 20}}));
  EXPECT_TRUE(projection->polygon({{11, 1}, {12, 1}, {12, 2}}).empty());
  const auto segment = projection->segment({{-5, 5}, {5, 5}});
  ASSERT_TRUE(segment);
  EXPECT_EQ(segment->from, (Point{0, 50}));
  EXPECT_EQ(segment->to, (Point{50, 50}));
  EXPECT_FALSE(projection->segment({{-5, 5}, {-1, 5}}));
}

TEST(Projection, RefusesASingularMap) {
  EXPECT_FALSE(Projection::create({}, 100, 100));
  EXPECT_FALSE(Projection::create({1, 0, 0, 0, 1, 0, 0, 0, 1}, 0, 100));
}

}  // namespace
}  // namespace sillage::desk::report
