// SPDX-License-Identifier: Apache-2.0
#include "geometry/homography.h"

#include <cmath>
#include <limits>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage {
namespace {

using ::testing::HasSubstr;

/// A camera 4 m above (2, -3), turned about the vertical by `pan` and looking down by `tilt`.
PinholeCamera a_camera(double pan, double tilt) {
  const double cp = std::cos(pan), sp = std::sin(pan), ct = std::cos(tilt), st = std::sin(tilt);
  // Rows: right, down and forward axis of the camera in the world (x east, y north, z up).
  const std::array<double, 9> r{cp,       -sp,      0,    //
                                -st * sp, -st * cp, -ct,  //
                                ct * sp,  ct * cp,  -st};
  const std::array<double, 3> at{2, -3, 4};
  PinholeCamera camera{.fx = 600, .fy = 620, .cx = 320, .cy = 240, .rotation = r};
  for (int row = 0; row < 3; ++row) {
    for (int i = 0; i < 3; ++i) camera.translation[row] -= r[3 * row + i] * at[i];
  }
  return camera;
}

/// The pixel of a world point, by the pinhole equation alone.
Point project(const PinholeCamera& c, double x, double y, double z) {
  std::array<double, 3> v = c.translation;
  for (int row = 0; row < 3; ++row) {
    v[row] += c.rotation[3 * row] * x + c.rotation[3 * row + 1] * y + c.rotation[3 * row + 2] * z;
  }
  return {c.fx * v[0] / v[2] + c.cx, c.fy * v[1] / v[2] + c.cy};
}

std::vector<PointPair> pairs_of(const PinholeCamera& camera, std::vector<Point> in_floor) {
  std::vector<PointPair> pairs;
  for (Point p : in_floor) pairs.push_back({project(camera, p.x, p.y, 0), p});
  return pairs;
}

const std::vector<Point> kFloorPoints = {{0, 4}, {5, 4}, {6, 12}, {-1, 13}, {2.5, 7}, {4, 9}};

void expect_near(Point a, Point b, double tolerance) {
  EXPECT_NEAR(a.x, b.x, tolerance);
  EXPECT_NEAR(a.y, b.y, tolerance);
}

TEST(Homography, FourExactPairsAreRecovered) {
  const PinholeCamera camera = a_camera(0.2, 0.5);
  const auto pairs = pairs_of(camera, kFloorPoints);
  HomographyFit fit;
  const auto floor_from_image = Homography::fit(std::span(pairs).first(4), &fit);
  ASSERT_TRUE(floor_from_image) << floor_from_image.error().to_string();
  for (const PointPair& pair : pairs) {
    expect_near(floor_from_image->apply(pair.in_image), pair.in_floor, 1e-6);
  }
  EXPECT_LT(fit.residual_max_m, 1e-6);
  EXPECT_GT(fit.condition, 1);
}

TEST(Homography, LeastSquaresNamesTheWorstPair) {
  auto pairs = pairs_of(a_camera(0.2, 0.5), kFloorPoints);
  std::mt19937 random(3);
  std::normal_distribution<double> noise(0, 0.005);
  for (auto& pair : pairs) pair.in_floor = pair.in_floor + Point{noise(random), noise(random)};
  HomographyFit good;
  ASSERT_TRUE(Homography::fit(pairs, &good));
  EXPECT_GT(good.residual_rms_m, 0);
  EXPECT_LT(good.residual_rms_m, 0.02);
  EXPECT_GE(good.residual_max_m, good.residual_rms_m);

  pairs[4].in_floor.x += 0.5;
  HomographyFit spoiled;
  ASSERT_TRUE(Homography::fit(pairs, &spoiled));
  EXPECT_EQ(spoiled.worst_pair, 4);
  EXPECT_GT(spoiled.residual_max_m, 0.1);
}

TEST(Homography, AgreesWithTheCalibratedCameraOfTheSamePoints) {
  for (double pan : {-2.5, -1.0, 0.0, 0.7, 3.0}) {
    const PinholeCamera camera = a_camera(pan, 0.6);
    const auto from_camera = Homography::from_camera(camera);
    ASSERT_TRUE(from_camera) << from_camera.error().to_string();
    std::vector<PointPair> pairs;
    for (Point pixel : {Point{100, 150}, {500, 160}, {560, 420}, {80, 400}}) {
      const Point floor = from_camera->apply(pixel);
      ASSERT_TRUE(is_finite(floor));
      expect_near(project(camera, floor.x, floor.y, 0), pixel, 1e-6);
      pairs.push_back({pixel, floor});
    }
    const auto fitted = Homography::fit(pairs);
    ASSERT_TRUE(fitted);
    expect_near(fitted->apply({300, 300}), from_camera->apply({300, 300}), 1e-6);
  }
}

TEST(Homography, BeyondTheHorizonIsNowhere) {
  const PinholeCamera camera = a_camera(0, 0.3);
  const double horizon = camera.cy - camera.fy * std::tan(0.3);
  const auto by_camera = Homography::from_camera(camera);
  const auto by_points = Homography::fit(pairs_of(camera, kFloorPoints));
  ASSERT_TRUE(by_camera && by_points);
  for (const Homography& map : {*by_camera, *by_points}) {
    EXPECT_TRUE(is_finite(map.apply({320, horizon + 1})));
    EXPECT_FALSE(is_finite(map.apply({320, horizon - 1})));
    EXPECT_FALSE(is_finite(map.apply({0, 0})));
  }
}

/// The solver's sign is arbitrary (for some of these maps it is negative); that of the matrix is
/// not.
TEST(Homography, MatrixCarriesTheMapAndItsNearSide) {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> any(-1, 1);
  for (int i = 0; i < 500; ++i) {
    const auto truth = Homography::from_matrix({any(random), any(random), 5 * any(random),  //
                                                any(random), any(random), 5 * any(random),  //
                                                0.3 * any(random), 0.3 * any(random), 1});
    if (!truth) continue;
    std::vector<PointPair> pairs;
    for (Point p : {Point{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}) pairs.push_back({p, truth->apply(p)});
    const auto fitted = Homography::fit(pairs);
    if (!fitted) continue;  // nearly singular
    EXPECT_GT(fitted->matrix()[8], 0);
    const auto again = Homography::from_matrix(fitted->matrix());
    const auto back = Homography::from_matrix(fitted->inverse().matrix());
    ASSERT_TRUE(again && back);
    for (const PointPair& pair : pairs) {
      expect_near(again->apply(pair.in_image), pair.in_floor, 1e-4);
      expect_near(back->apply(pair.in_floor), pair.in_image, 1e-4);
    }
  }
}

TEST(Homography, InverseUndoesIt) {
  const auto floor_from_image = Homography::from_camera(a_camera(0.4, 0.5));
  ASSERT_TRUE(floor_from_image);
  const Homography image_from_floor = floor_from_image->inverse();
  for (double x = 20; x < 640; x += 50) {
    for (double y = 20; y < 480; y += 50) {
      const Point floor = floor_from_image->apply({x, y});
      expect_near(image_from_floor.apply(floor), {x, y}, 1e-7);
      const auto there = floor_from_image->jacobian({x, y});
      const auto back = image_from_floor.jacobian(floor);
      EXPECT_NEAR(there[0] * back[0] + there[1] * back[2], 1, 1e-9);
      EXPECT_NEAR(there[0] * back[1] + there[1] * back[3], 0, 1e-9);
    }
  }
  EXPECT_FALSE(is_finite(image_from_floor.apply({2, -100}))) << "behind the camera";
}

TEST(Homography, CovarianceFollowsFiniteDifferences) {
  const auto map = Homography::from_camera(a_camera(-0.3, 0.5));
  ASSERT_TRUE(map);
  const Covariance pixel{9, 2, 4};
  for (Point p : {Point{100, 200}, {320, 240}, {600, 470}}) {
    const double h = 1e-3;
    const Point dx = (map->apply(p + Point{h, 0}) - map->apply(p - Point{h, 0})) * (0.5 / h);
    const Point dy = (map->apply(p + Point{0, h}) - map->apply(p - Point{0, h})) * (0.5 / h);
    const Covariance floor = map->propagate(p, pixel);
    const auto expected = [&](double ax, double ay, double bx, double by) {
      return ax * bx * pixel.xx + (ax * by + ay * bx) * pixel.xy + ay * by * pixel.yy;
    };
    EXPECT_NEAR(floor.xx, expected(dx.x, dy.x, dx.x, dy.x), 1e-6 * floor.xx);
    EXPECT_NEAR(floor.xy, expected(dx.x, dy.x, dx.y, dy.y), 1e-6 * (floor.xx + floor.yy));
    EXPECT_NEAR(floor.yy, expected(dx.y, dy.y, dx.y, dy.y), 1e-6 * floor.yy);
  }
}

TEST(Homography, ScaleHasNoHorizon) {
  const Homography half = Homography::scale(0.5);
  EXPECT_EQ(half.apply({10, -6}), (Point{5, -3}));
  EXPECT_EQ(half.inverse().apply({5, -3}), (Point{10, -6}));
}

void expect_refused(const Result<Homography>& result, const char* reason, const char* what_to_do) {
  ASSERT_FALSE(result) << reason;
  EXPECT_EQ(result.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(result.error().message, HasSubstr(reason));
  EXPECT_THAT(result.error().message, HasSubstr(what_to_do));
}

TEST(HomographyFit, TooFewPairs) {
  const auto pairs = pairs_of(a_camera(0, 0.5), kFloorPoints);
  expect_refused(Homography::fit(std::span(pairs).first(3)), "3 given", "add pairs");
}

TEST(HomographyFit, NotFinite) {
  auto pairs = pairs_of(a_camera(0, 0.5), kFloorPoints);
  pairs[1].in_image.y = std::numeric_limits<double>::quiet_NaN();
  expect_refused(Homography::fit(pairs), "pair 2", "correct it");
}

TEST(HomographyFit, OnOneLine) {
  const auto camera = a_camera(0, 0.5);
  expect_refused(Homography::fit(pairs_of(camera, {{0, 4}, {1, 5}, {2, 6}, {4, 8}, {5, 9}})),
                 "on one line", "spread over the whole view");
  // Three of four on one line do not fix the plane either.
  expect_refused(Homography::fit(pairs_of(camera, {{0, 4}, {1, 5}, {2, 6}, {4, 5}})), "on one line",
                 "spread over the whole view");
}

TEST(HomographyFit, Repeated) {
  const auto camera = a_camera(0, 0.5);
  expect_refused(Homography::fit(pairs_of(camera, {{0, 4}, {5, 4}, {6, 12}, {6, 12}})), "repeat",
                 "spread over the whole view");
  expect_refused(Homography::fit(pairs_of(camera, {{0, 4}, {0, 4}, {0, 4}, {0, 4}})),
                 "the same point", "spread them");
}

TEST(HomographyFit, OnOneLineInTheImageOnly) {
  const std::vector<PointPair> pairs = {
      {{100, 300}, {0, 0}}, {{200, 300}, {3, 0}}, {{300, 300}, {3, 3}}, {{200, 100}, {0, 3}}};
  expect_refused(Homography::fit(pairs), "do not fit one floor", "check each pair");
}

TEST(HomographyFit, SwappedPairs) {
  auto pairs = pairs_of(a_camera(0.2, 0.5), {{0, 4}, {5, 4}, {6, 12}, {-1, 13}});
  std::swap(pairs[0].in_floor, pairs[1].in_floor);
  expect_refused(Homography::fit(pairs), "do not fit one floor", "paired in the same order");
}

TEST(HomographyFromCamera, RefusesWhatIsNoCamera) {
  auto camera = a_camera(0, 0.5);
  camera.rotation[0] *= 1.1;
  expect_refused(Homography::from_camera(camera), "not a rotation", "row by row");

  camera = a_camera(0, 0.5);
  for (int i = 0; i < 3; ++i) camera.rotation[i] = -camera.rotation[i];
  expect_refused(Homography::from_camera(camera), "not a rotation", "row by row");

  camera = a_camera(0, 0.5);
  camera.fy = 0;
  expect_refused(Homography::from_camera(camera), "focal length", "correct fx and fy");

  camera = a_camera(0, 0.5);
  camera.translation[1] = std::numeric_limits<double>::quiet_NaN();
  expect_refused(Homography::from_camera(camera), "finite", "correct it");
}

TEST(HomographyFromCamera, RefusesTheFloorEdgeOn) {
  for (double pan = -3; pan < 3; pan += 0.5) {
    auto camera = a_camera(pan, 0.5);
    // Down to the floor: 4 m along the world's z.
    for (int row = 0; row < 3; ++row) camera.translation[row] += camera.rotation[3 * row + 2] * 4;
    expect_refused(Homography::from_camera(camera), "along the floor", "rotation and translation");
  }
}

TEST(HomographyFromMatrix, RefusesASingularOne) {
  expect_refused(Homography::from_matrix({1, 2, 3, 2, 4, 6, 0, 0, 1}), "singular", "check");
  expect_refused(Homography::from_matrix({}), "singular", "check");
  expect_refused(
      Homography::from_matrix({std::numeric_limits<double>::infinity(), 0, 0, 0, 1, 0, 0, 0, 1}),
      "singular", "check");
}

/// The published Tsai calibration of a real camera has this form: f in millimetres over pixel
/// sizes, angles about x, y, z, translation in millimetres. Here with numbers of the same size.
TEST(HomographyFromCamera, TsaiAnglesAndMillimetres) {
  const double rx = 1.6965, ry = 0.4274, rz = 0.2132;
  const double ca = std::cos(rx), sa = std::sin(rx), cb = std::cos(ry), sb = std::sin(ry),
               cg = std::cos(rz), sg = std::sin(rz);
  PinholeCamera camera{.fx = 5.5 / 0.0051, .fy = 5.5 / 0.0054, .cx = 324, .cy = 282};
  camera.rotation = {cb * cg,
                     cg * sa * sb - ca * sg,
                     sa * sg + ca * cg * sb,  //
                     cb * sg,
                     sa * sb * sg + ca * cg,
                     ca * sb * sg - cg * sa,  //
                     -sb,
                     cb * sa,
                     ca * cb};
  camera.translation = {-0.5, 3.2, 41.5};
  const auto floor_from_image = Homography::from_camera(camera);
  ASSERT_TRUE(floor_from_image) << floor_from_image.error().to_string();
  for (Point floor : {Point{0, 0}, {-8, 4}, {6, -10}}) {
    const Point pixel = project(camera, floor.x, floor.y, 0);
    expect_near(floor_from_image->apply(pixel), floor, 1e-6);
  }
}

}  // namespace
}  // namespace sillage
