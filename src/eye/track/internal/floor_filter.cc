// SPDX-License-Identifier: Apache-2.0
#include "eye/track/internal/floor_filter.h"

#include <Eigen/Dense>
#include <cmath>

namespace sillage::eye {
namespace {

using Matrix4 = Eigen::Matrix<double, 4, 4, Eigen::RowMajor>;
using Vector4 = Eigen::Vector4d;

}  // namespace

FloorFilter::FloorFilter(Point place, const Covariance& c, double speed_sd) {
  mean_ = {place.x, place.y, 0, 0};
  const double v = speed_sd * speed_sd;
  cov_ = {c.xx, c.xy, 0, 0, c.xy, c.yy, 0, 0, 0, 0, v, 0, 0, 0, 0, v};
}

void FloorFilter::predict(double dt, double q, double memory_s) {
  if (!(dt > 0)) return;
  const double keep = std::exp(-dt / memory_s);
  const double reach = memory_s * (1 - keep);  // seconds of the old velocity that still count
  Matrix4 f = Matrix4::Identity();
  f(0, 2) = f(1, 3) = reach;
  f(2, 2) = f(3, 3) = keep;
  Matrix4 noise = Matrix4::Zero();
  noise(0, 0) = noise(1, 1) = q * dt * dt * dt / 3;
  noise(0, 2) = noise(2, 0) = noise(1, 3) = noise(3, 1) = q * dt * dt / 2;
  noise(2, 2) = noise(3, 3) = q * dt;
  Eigen::Map<Vector4> x(mean_.data());
  Eigen::Map<Matrix4> p(cov_.data());
  x = (f * x).eval();
  p = (f * p * f.transpose() + noise).eval();
}

void FloorFilter::update(Point measured, const Covariance& c) {
  Eigen::Map<Vector4> x(mean_.data());
  Eigen::Map<Matrix4> p(cov_.data());
  Eigen::Matrix2d r;
  r << c.xx, c.xy, c.xy, c.yy;
  const Eigen::Matrix2d s = p.topLeftCorner<2, 2>() + r;
  const Eigen::Matrix<double, 4, 2> gain = p.leftCols<2>() * s.inverse();
  const Eigen::Vector2d residual(measured.x - x(0), measured.y - x(1));
  x += gain * residual;
  // Joseph form: stays symmetric and positive.
  Matrix4 keep = Matrix4::Identity();
  keep.leftCols<2>() -= gain;
  p = (keep * p * keep.transpose() + gain * r * gain.transpose()).eval();
}

Gaussian gaussian(Point d, const Covariance& c) {
  const double det = std::max(c.xx * c.yy - c.xy * c.xy, 1e-12);
  return {(c.yy * d.x * d.x - 2 * c.xy * d.x * d.y + c.xx * d.y * d.y) / det, std::log(det)};
}

}  // namespace sillage::eye
