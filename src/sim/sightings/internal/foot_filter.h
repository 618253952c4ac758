// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "geometry/point.h"

namespace sillage::sim::internal {

/// Place and velocity of a foot on the floor: a Kalman filter with constant velocity and white
/// acceleration (Bar-Shalom, Li, Kirubarajan, Estimation with Applications to Tracking and
/// Navigation, 2001, 6.2.2), one per axis.
class FootFilter {
 public:
  void start(Point at, const Covariance& noise) {
    axes_ = {Axis{at.x, 0, noise.xx, 0, kSpeedVariance},
             Axis{at.y, 0, noise.yy, 0, kSpeedVariance}};
  }
  /// `density` of the acceleration, m^2/s^3.
  void predict(double dt, double density) {
    for (Axis& axis : axes_) axis.predict(dt, density);
  }
  void update(Point at, const Covariance& noise) {
    axes_[0].update(at.x, noise.xx);
    axes_[1].update(at.y, noise.yy);
  }
  Point place() const { return {axes_[0].place, axes_[1].place}; }
  Covariance covariance() const { return {axes_[0].pp, 0, axes_[1].pp}; }

 private:
  static constexpr double kSpeedVariance = 1.8 * 1.8;  // of a newcomer, as in src/eye/track

  struct Axis {
    double place = 0, speed = 0;
    double pp = 0, pv = 0, vv = 0;

    void predict(double dt, double density) {
      place += dt * speed;
      pp += dt * (2 * pv + dt * vv) + density * dt * dt * dt / 3;
      pv += dt * vv + density * dt * dt / 2;
      vv += density * dt;
    }
    void update(double measured, double variance) {
      const double sum = pp + variance, gain = pp / sum, speed_gain = pv / sum;
      const double off = measured - place;
      place += gain * off;
      speed += speed_gain * off;
      vv -= speed_gain * pv;
      pv *= 1 - gain;
      pp *= 1 - gain;
    }
  };
  std::array<Axis, 2> axes_;
};

}  // namespace sillage::sim::internal
