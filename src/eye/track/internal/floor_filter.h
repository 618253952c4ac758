// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "geometry/point.h"

namespace sillage::eye {

/// Kalman filter of one person's place and velocity on the floor. The velocity decays towards
/// standing still (Ornstein-Uhlenbeck), driven by white acceleration noise; time in seconds.
class FloorFilter {
 public:
  /// Starts at a measured place with unknown velocity (`speed_sd`, m/s).
  FloorFilter(Point place, const Covariance& covariance, double speed_sd);

  void predict(double dt, double acceleration_density, double velocity_memory_s);
  void update(Point measured, const Covariance& covariance);

  Point place() const { return {mean_[0], mean_[1]}; }
  Point velocity() const { return {mean_[2], mean_[3]}; }
  Covariance covariance() const { return {cov_[0], cov_[1], cov_[5]}; }

 private:
  std::array<double, 4> mean_{};  ///< x, y (m), vx, vy (m/s)
  std::array<double, 16> cov_{};  ///< row by row
};

/// Squared Mahalanobis distance of `residual`, and log of the determinant of `covariance`.
struct Gaussian {
  double distance2 = 0;
  double log_det = 0;
};
Gaussian gaussian(Point residual, const Covariance& covariance);

}  // namespace sillage::eye
