// SPDX-License-Identifier: Apache-2.0
#include "geometry/standing_body.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

namespace sillage {
namespace {

constexpr double kStatureM = 1.68;
/// A section of a clothed adult: height as a share of the stature, half the breadth with the arms,
/// and how far it comes towards the camera, m. Whichever way they face; feet are a short step
/// apart.
struct Section {
  double height, half_breadth, reach;
};
constexpr std::array<Section, 8> kSections{{{0, 0.16, 0.20},
                                            {0.10, 0.15, 0.15},
                                            {0.28, 0.17, 0.17},
                                            {0.47, 0.23, 0.20},
                                            {0.65, 0.25, 0.20},
                                            {0.80, 0.22, 0.18},
                                            {0.89, 0.13, 0.12},
                                            {0.99, 0.07, 0.06}}};
constexpr int kRounds = 3;
/// No correction is larger, m.
constexpr double kMostM = 0.6;
/// Cameras from a long lens to a very wide one, by focal length over the picture's width.
constexpr double kShortest = 0.25, kLongest = 8;
/// No camera over a store hangs lower or higher, m: then the map is of something else.
constexpr double kLowestM = 1, kHighestM = 50;
/// Looking down steeper than this (cosine), a map does not tell the focal length.
constexpr double kSteepest = 0.1;

using Matrix3 = Eigen::Matrix<double, 3, 3, Eigen::RowMajor>;

/// Focal length by which a map from the floor, principal point at 0, is a camera's: two directions
/// on the floor, one level in the picture, are as long as each other and at a right angle.
std::optional<double> focal_length(const Matrix3& m) {
  const double slope = std::hypot(m(2, 0), m(2, 1));
  if (!(slope > 0)) return std::nullopt;
  const Eigen::Vector2d away(m(2, 0) / slope, m(2, 1) / slope);
  const Eigen::Vector2d level(-away.y(), away.x());
  const Eigen::Vector2d right = m.topLeftCorner<2, 2>() * level,
                        far = m.topLeftCorner<2, 2>() * away;
  const double f2 = (right.squaredNorm() - far.squaredNorm()) / (slope * slope);
  if (!(f2 > 0) || slope * std::sqrt(f2) < kSteepest * right.norm()) return std::nullopt;
  return std::sqrt(f2);
}

}  // namespace

std::optional<StandingBody> StandingBody::create(const Homography& floor_from_image,
                                                 const RadialLens& lens, int width, int height) {
  StandingBody body(floor_from_image, lens);
  body.width_ = width, body.height_ = height;
  const bool is_known = lens.fx > 0 && lens.fy > 0;
  const Point middle = is_known ? Point{lens.cx, lens.cy} : Point{width / 2.0, height / 2.0};
  const double tall = is_known ? lens.fy / lens.fx : 1;  // pixels, against their breadth
  const auto inverse = floor_from_image.inverse().matrix();
  Matrix3 m = Eigen::Map<const Matrix3>(inverse.data());
  m.row(0) -= middle.x * m.row(2);
  m.row(1) -= middle.y * m.row(2);
  m.row(1) /= tall;
  const auto focal = focal_length(m);
  if (!focal || *focal < kShortest * width || *focal > kLongest * width) return std::nullopt;
  const Eigen::Vector3d k(1 / *focal, 1 / *focal, 1);
  const Matrix3 axes =
      k.asDiagonal() * m;  // of the floor's x and y, and its origin, in the camera's
  const double metre = (axes.col(0).norm() + axes.col(1).norm()) / 2;
  // Depth is positive in view; the third axis of the world is up, where the camera is.
  const Eigen::Vector3d x = axes.col(0) / metre, y = axes.col(1) / metre,
                        origin = axes.col(2) / metre;
  Eigen::Vector3d up = x.cross(y).normalized();
  if (up.dot(origin) > 0) up = -up;
  Eigen::Matrix<double, 3, 4, Eigen::RowMajor> p;
  p << x, y, up, origin;
  const Eigen::Vector3d camera = -(Matrix3() << x, y, up).finished().inverse() * origin;
  if (!(camera.z() > kLowestM && camera.z() < kHighestM)) return std::nullopt;
  body.camera_ = {camera.x(), camera.y()};
  p.row(0) = *focal * p.row(0) + middle.x * p.row(2);
  p.row(1) = *focal * tall * p.row(1) + middle.y * p.row(2);
  std::copy_n(p.data(), 12, body.image_from_world_.begin());
  return body;
}

std::optional<Point> StandingBody::image_of(Point place, double height) const {
  const Eigen::Map<const Eigen::Matrix<double, 3, 4, Eigen::RowMajor>> p(image_from_world_.data());
  const Eigen::Vector3d seen = p * Eigen::Vector4d(place.x, place.y, height, 1);
  if (!(seen.z() > 0)) return std::nullopt;
  const Point straight{seen.x() / seen.z(), seen.y() / seen.z()};
  return lens_.is_straight() ? straight : lens_.seen(straight);
}

std::optional<Box> StandingBody::whole_box_at(Point place) const {
  const Point way = place - camera_;
  const double away = norm(way);
  if (!(away > 0)) return std::nullopt;
  const Point ahead = way * (1 / away), across{-ahead.y, ahead.x};
  constexpr double kFar = 1e9;
  Point low{kFar, kFar}, high{-kFar, -kFar};
  for (const Section& section : kSections) {
    const double height = section.height * kStatureM;
    for (const Point off : {across * section.half_breadth, across * -section.half_breadth,
                            ahead * -section.reach, ahead * section.reach}) {
      const auto pixel = image_of(place + off, height);
      if (!pixel) return std::nullopt;
      low = {std::min(low.x, pixel->x), std::min(low.y, pixel->y)};
      high = {std::max(high.x, pixel->x), std::max(high.y, pixel->y)};
    }
  }
  return Box{low.x, low.y, high.x - low.x, high.y - low.y};
}

std::optional<Box> StandingBody::box_at(Point place) const {
  const auto whole = whole_box_at(place);
  if (!whole) return std::nullopt;
  const double left = std::max(whole->left, 0.0), top = std::max(whole->top, 0.0);
  const double right = std::min(whole->right(), width_),
               bottom = std::min(whole->bottom(), height_);
  if (!(left < right) || !(top < bottom)) return std::nullopt;
  return Box{left, top, right - left, bottom - top};
}

std::optional<Box> StandingBody::box_below(Point top) const {
  // The plane at the height of the crown is a plane like the floor.
  const Eigen::Map<const Eigen::Matrix<double, 3, 4, Eigen::RowMajor>> p(image_from_world_.data());
  Eigen::Matrix3d crown;
  crown << p.col(0), p.col(1), p.col(3) + kStatureM * p.col(2);
  const Point straight = lens_.straight(top);
  const Eigen::Vector3d at = crown.partialPivLu().solve(Eigen::Vector3d(straight.x, straight.y, 1));
  const Point place{at.x() / at.z(), at.y() / at.z()};
  // Behind the camera or above its horizon nobody stands.
  if (!(at.z() > 0) || !is_finite(place)) return std::nullopt;
  return whole_box_at(place);
}

/// The middle of the lower edge of that box, as if the picture went on below: a place beyond the
/// lower border comes from a body's other end.
std::optional<Point> StandingBody::foot_at(Point place) const {
  const auto whole = whole_box_at(place);
  if (!whole) return std::nullopt;
  const double left = std::max(whole->left, 0.0), right = std::min(whole->right(), width_);
  if (!(left < right)) return std::nullopt;
  return Point{(left + right) / 2, whole->bottom()};
}

Point StandingBody::place_of(Point foot) const {
  Point off{};
  // The correction changes little over its own length.
  for (int round = 0; round < kRounds; ++round) {
    const auto seen = foot_at(foot - off);
    if (!seen) return foot;
    const Point place = foot - off;
    off = floor_from_image_.apply(lens_.straight(*seen)) - place;
    if (!is_finite(off)) return foot;
    off = off * std::min(1.0, kMostM / std::max(norm(off), 1e-9));
  }
  return foot - off;
}

}  // namespace sillage
