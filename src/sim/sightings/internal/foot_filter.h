// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Dense>

#include "geometry/point.h"

namespace sillage::sim::internal {

/// Place and velocity of a foot on the floor: a Kalman filter with constant velocity and white
/// acceleration (Bar-Shalom, Li, Kirubarajan, Estimation with Applications to Tracking and
/// Navigation, 2001, 6.2.2).
class FootFilter {
 public:
  void start(Point at, const Covariance& noise) {
    x_ << at.x, at.y, 0, 0;
    p_.setZero();
    p_.topLeftCorner<2, 2>() = matrix(noise);
    p_(2, 2) = p_(3, 3) = kSpeedVariance;
  }
  /// `density` of the acceleration, m^2/s^3.
  void predict(double dt, double density) {
    Eigen::Matrix4d step = Eigen::Matrix4d::Identity();
    step(0, 2) = step(1, 3) = dt;
    x_ = (step * x_).eval();
    p_ = (step * p_ * step.transpose()).eval();
    for (const int axis : {0, 1}) {
      p_(axis, axis) += density * dt * dt * dt / 3;
      p_(axis, axis + 2) += density * dt * dt / 2;
      p_(axis + 2, axis) += density * dt * dt / 2;
      p_(axis + 2, axis + 2) += density * dt;
    }
  }
  void update(Point at, const Covariance& noise) {
    const Eigen::Matrix2d sum = p_.topLeftCorner<2, 2>() + matrix(noise);
    const Eigen::Matrix<double, 4, 2> gain = p_.leftCols<2>() * sum.inverse();
    x_ += gain * Eigen::Vector2d(at.x - x_(0), at.y - x_(1));
    p_ -= (gain * sum * gain.transpose()).eval();
  }
  Point place() const { return {x_(0), x_(1)}; }
  Covariance covariance() const { return {p_(0, 0), (p_(0, 1) + p_(1, 0)) / 2, p_(1, 1)}; }

 private:
  static constexpr double kSpeedVariance = 1.8 * 1.8;  // of a newcomer, as in src/eye/track

  static Eigen::Matrix2d matrix(const Covariance& c) {
    return (Eigen::Matrix2d() << c.xx, c.xy, c.xy, c.yy).finished();
  }

  Eigen::Vector4d x_ = Eigen::Vector4d::Zero();
  Eigen::Matrix4d p_ = Eigen::Matrix4d::Zero();
};

}  // namespace sillage::sim::internal
