// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/internal/motion.h"

#include <Eigen/Dense>
#include <cmath>
#include <numbers>

namespace sillage::floor::internal {
namespace {

using Matrix4 = Eigen::Matrix<double, 4, 4, Eigen::RowMajor>;
using Vector4 = Eigen::Vector4d;

/// Log of the multivariate Student's t density.
template <int n>
double log_student(const Eigen::Matrix<double, n, 1>& residual,
                   const Eigen::Matrix<double, n, n>& scale, double freedom) {
  const Eigen::LLT<Eigen::Matrix<double, n, n>> root(scale);
  const double distance2 = root.matrixL().solve(residual).squaredNorm();
  double log_det = 0;
  for (int i = 0; i < n; ++i) log_det += std::log(root.matrixL()(i, i));
  return std::lgamma((freedom + n) / 2) - std::lgamma(freedom / 2) -
         0.5 * n * std::log(freedom * std::numbers::pi) - log_det -
         0.5 * (freedom + n) * std::log1p(distance2 / freedom);
}

}  // namespace

Motion::Motion(Point place, const Covariance& c, double speed_sd) {
  mean_ = {place.x, place.y, 0, 0};
  const double v = speed_sd * speed_sd;
  cov_ = {c.xx, c.xy, 0, 0, c.xy, c.yy, 0, 0, 0, 0, v, 0, 0, 0, 0, v};
}

void Motion::predict(double dt, const MotionModel& model) {
  if (!(dt > 0)) return;
  const double q = model.acceleration_density;
  const double keep = std::exp(-dt / model.velocity_memory_s);
  const double reach = model.velocity_memory_s * (1 - keep);
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

void Motion::update(Point measured, const Covariance& c) {
  Eigen::Map<Vector4> x(mean_.data());
  Eigen::Map<Matrix4> p(cov_.data());
  Eigen::Matrix2d r;
  r << c.xx, c.xy, c.xy, c.yy;
  const Eigen::Matrix2d s = p.topLeftCorner<2, 2>() + r;
  const Eigen::Matrix<double, 4, 2> gain = p.leftCols<2>() * s.inverse();
  x += gain * Eigen::Vector2d(measured.x - x(0), measured.y - x(1));
  // Joseph form: stays symmetric and positive.
  Matrix4 keep = Matrix4::Identity();
  keep.leftCols<2>() -= gain;
  p = (keep * p * keep.transpose() + gain * r * gain.transpose()).eval();
}

void Motion::reverse() {
  mean_[2] = -mean_[2];
  mean_[3] = -mean_[3];
  for (int i : {0, 1}) {
    for (int j : {2, 3}) {
      cov_[4 * i + j] = -cov_[4 * i + j];
      cov_[4 * j + i] = -cov_[4 * j + i];
    }
  }
}

double Motion::log_place_density(Point measured, const Covariance& c, double freedom) const {
  const Eigen::Map<const Matrix4> p(cov_.data());
  Eigen::Matrix2d s = p.topLeftCorner<2, 2>();
  s(0, 0) += c.xx, s(0, 1) += c.xy, s(1, 0) += c.xy, s(1, 1) += c.yy;
  return log_student<2>({measured.x - mean_[0], measured.y - mean_[1]}, s, freedom);
}

double Motion::log_velocity_density(double speed_sd, double freedom) const {
  const Eigen::Map<const Matrix4> p(cov_.data());
  const Eigen::Matrix2d s =
      p.bottomRightCorner<2, 2>() + speed_sd * speed_sd * Eigen::Matrix2d::Identity();
  return log_student<2>({mean_[2], mean_[3]}, s, freedom);
}

double log_density(const Motion& a, const Motion& b, double freedom) {
  using Map = Eigen::Map<const Matrix4>;
  const Eigen::Vector4d residual =
      Eigen::Map<const Vector4>(a.mean_.data()) - Eigen::Map<const Vector4>(b.mean_.data());
  return log_student<4>(residual, Map(a.cov_.data()) + Map(b.cov_.data()), freedom);
}

}  // namespace sillage::floor::internal
