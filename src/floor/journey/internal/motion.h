// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "geometry/point.h"

namespace sillage::floor::internal {

/// How people move: the velocity is forgotten (Ornstein-Uhlenbeck) and driven by white noise.
struct MotionModel {
  double acceleration_density = 0.8;  ///< m^2/s^3
  double velocity_memory_s = 6.0;
};

/// Gaussian belief of one person's place and velocity on the floor; metres and seconds.
class Motion {
 public:
  /// A measured place, velocity unknown.
  Motion(Point place, const Covariance& covariance, double speed_sd);

  void predict(double dt, const MotionModel& model);
  void update(Point measured, const Covariance& covariance);
  /// Turns the direction of time round.
  void reverse();

  Point place() const { return {mean_[0], mean_[1]}; }
  Point velocity() const { return {mean_[2], mean_[3]}; }
  Covariance place_covariance() const { return {cov_[0], cov_[1], cov_[5]}; }

  /// Of measuring this place with that covariance, per square metre.
  double log_place_density(Point measured, const Covariance& covariance, double freedom) const;
  friend double log_density(const Motion& a, const Motion& b, double freedom);
  /// Of its velocity among people's velocities, each axis with `speed_sd`.
  double log_velocity_density(double speed_sd, double freedom) const;

 private:
  std::array<double, 4> mean_{};  ///< x, y, vx, vy
  std::array<double, 16> cov_{};  ///< row by row
};

/// Log density of two independent beliefs to be of one state: of a - b under Student's t around 0
/// with the sum of the covariances and so many degrees of freedom.
double log_density(const Motion& a, const Motion& b, double freedom);

}  // namespace sillage::floor::internal
