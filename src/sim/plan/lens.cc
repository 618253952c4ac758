// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/lens.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace sillage::sim {
namespace {

constexpr double kRadians = std::numbers::pi / 180;

/// Smallest squared radius at which the distorted radius stops growing; infinite if it never does.
double fold_of(double k1, double k2) {
  // d/dr of r (1 + k1 r^2 + k2 r^4) = 1 + 3 k1 s + 5 k2 s^2 with s = r^2.
  const double a = 5 * k2, b = 3 * k1;
  double fold = std::numeric_limits<double>::infinity();
  const auto consider = [&](double s) {
    if (s > 0) fold = std::min(fold, s);
  };
  if (a == 0) {
    if (b != 0) consider(-1 / b);
  } else if (const double root = b * b - 4 * a; root >= 0) {
    consider((-b - std::sqrt(root)) / (2 * a));
    consider((-b + std::sqrt(root)) / (2 * a));
  }
  return fold;
}

double distorted(double r, double k1, double k2) { return r * (1 + r * r * (k1 + k2 * r * r)); }

/// The undistorted radius that is seen at `seen`, by bisection: the model grows up to the fold.
double undistorted(double seen, double k1, double k2, double fold_r2) {
  const auto model = [&](double r) { return distorted(r, k1, k2); };
  double low = 0, high = std::isfinite(fold_r2) ? std::sqrt(fold_r2) : std::max(1.0, seen);
  while (model(high) < seen && !std::isfinite(fold_r2)) high *= 2;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (model(middle) < seen ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

Lens::Lens(const CameraPlan& camera)
    : position_{camera.at.x, camera.at.y, camera.height_m},
      k1_(camera.k1),
      k2_(camera.k2),
      fold_r2_(fold_of(camera.k1, camera.k2)),
      width_(camera.image_size.width),
      height_(camera.image_size.height) {
  const double yaw = camera.yaw_deg * kRadians, pitch = camera.pitch_deg * kRadians;
  const double roll = camera.roll_deg * kRadians;
  const std::array<double, 3> ahead = {std::cos(yaw) * std::cos(pitch),
                                       std::sin(yaw) * std::cos(pitch), -std::sin(pitch)};
  const std::array<double, 3> right = {std::sin(yaw), -std::cos(yaw), 0};
  const std::array<double, 3> down = {ahead[1] * right[2] - ahead[2] * right[1],
                                      ahead[2] * right[0] - ahead[0] * right[2],
                                      ahead[0] * right[1] - ahead[1] * right[0]};
  pinhole_.fx = pinhole_.fy = width_ / 2.0 / std::tan(camera.fov_deg * kRadians / 2);
  pinhole_.cx = width_ / 2.0;
  pinhole_.cy = height_ / 2.0;
  for (std::size_t i = 0; i < 3; ++i) {
    pinhole_.rotation[i] = right[i] * std::cos(roll) + down[i] * std::sin(roll);
    pinhole_.rotation[3 + i] = down[i] * std::cos(roll) - right[i] * std::sin(roll);
    pinhole_.rotation[6 + i] = ahead[i];
  }
  for (std::size_t row = 0; row < 3; ++row) {
    const double* r = &pinhole_.rotation[3 * row];
    pinhole_.translation[row] = -(r[0] * position_.x + r[1] * position_.y + r[2] * position_.z);
  }
}

Place3 Lens::in_camera(const Place3& place) const {
  const auto& r = pinhole_.rotation;
  const auto& t = pinhole_.translation;
  return {r[0] * place.x + r[1] * place.y + r[2] * place.z + t[0],
          r[3] * place.x + r[4] * place.y + r[5] * place.z + t[1],
          r[6] * place.x + r[7] * place.y + r[8] * place.z + t[2]};
}

double Lens::depth_of(const Place3& place) const { return in_camera(place).z; }

std::optional<Point> Lens::image_from_world(const Place3& place) const {
  constexpr double kNearest = 1e-6;
  const Place3 seen = in_camera(place);
  if (seen.z <= kNearest) return std::nullopt;
  const double x = seen.x / seen.z, y = seen.y / seen.z, r2 = x * x + y * y;
  if (r2 >= fold_r2_) return std::nullopt;
  const double stretch = 1 + r2 * (k1_ + k2_ * r2);
  return Point{pinhole_.fx * x * stretch + pinhole_.cx, pinhole_.fy * y * stretch + pinhole_.cy};
}

Place3 Lens::ray_from_image(Point pixel) const {
  double x = (pixel.x - pinhole_.cx) / pinhole_.fx, y = (pixel.y - pinhole_.cy) / pinhole_.fy;
  if (const double seen = std::hypot(x, y); seen > 0 && (k1_ != 0 || k2_ != 0)) {
    const double shrink = undistorted(seen, k1_, k2_, fold_r2_) / seen;
    x *= shrink;
    y *= shrink;
  }
  const auto& r = pinhole_.rotation;
  return {r[0] * x + r[3] * y + r[6], r[1] * x + r[4] * y + r[7], r[2] * x + r[5] * y + r[8]};
}

std::optional<Place3> Lens::world_from_image(Point pixel, double z) const {
  const Place3 ray = ray_from_image(pixel);
  const double along = (z - position_.z) / ray.z;
  if (!std::isfinite(along) || along <= 0) return std::nullopt;
  return Place3{position_.x + along * ray.x, position_.y + along * ray.y, z};
}

bool Lens::covers_picture() const {
  if (!std::isfinite(fold_r2_)) return true;
  const double corner = std::hypot(pinhole_.cx / pinhole_.fx, pinhole_.cy / pinhole_.fy);
  return distorted(std::sqrt(fold_r2_), k1_, k2_) > corner;
}

bool Lens::in_picture(Point pixel) const {
  return pixel.x >= 0 && pixel.y >= 0 && pixel.x < width_ && pixel.y < height_;
}

}  // namespace sillage::sim
