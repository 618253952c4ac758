// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include "geometry/box.h"
#include "geometry/homography.h"

namespace sillage::eye {

/// How standing bodies on the floor appear in the image: as boxes of `exp(log_body) / depth` pixels
/// height that stand on the image of their foot.
class BodyProjection {
 public:
  explicit BodyProjection(const Homography& floor_from_image);

  /// Foot in the image, box height for log_body = 0, and derivatives by the floor's x and y.
  struct View {
    Point foot;
    double scale = 0;  ///< 1 / depth; pixels for log_body = 0
    double foot_x_dx = 0, foot_x_dy = 0, foot_y_dx = 0, foot_y_dy = 0;
    double scale_dx = 0, scale_dy = 0;
    bool visible = false;  ///< on the near side of the horizon
  };
  View at(Point in_floor) const;

 private:
  std::array<double, 9> m_;
};

/// Variances of one measured box, pixels squared.
struct BoxNoise {
  double x = 0;
  double bottom = 0;
  double top = 0;
};

/// Extended Kalman filter of one person: place and velocity on the floor, and log of the body
/// height. Measured are the centre, the lower and the upper edge of a box in the image. The
/// velocity decays towards standing still (Ornstein-Uhlenbeck). Time in seconds.
class BodyFilter {
 public:
  using State = Eigen::Matrix<double, 5, 1>;
  using StateCovariance = Eigen::Matrix<double, 5, 5>;

  struct Motion {
    double acceleration_density;  ///< m^2/s^3
    double place_density;         ///< m^2/s
    double velocity_memory_s;
    double body_density;  ///< of log body height, 1/s
  };

  BodyFilter(Point place, const Covariance& covariance, double speed_sd, double log_body,
             double body_sd);

  /// `unit`: metres of this floor per real metre.
  void predict(double dt, const Motion& motion, double unit = 1);

  /// What the filter expects to measure, and how far a box is from it.
  struct Expected {
    Box box;                        ///< width left at 0
    Eigen::Matrix<double, 3, 5> h;  ///< derivatives of centre x, bottom, top
    Eigen::Matrix3d covariance;     ///< of the expectation, without measurement noise
    bool visible = false;
  };
  Expected expect(const BodyProjection& projection, Point shift) const;
  /// Only the box of `expect`; empty where not visible.
  Box box(const BodyProjection& projection, Point shift) const;
  void update(const Expected& expected, const Box& box, const BoxNoise& noise);

  Point place() const { return {x_(0), x_(1)}; }
  Point velocity() const { return {x_(2), x_(3)}; }
  double log_body() const { return x_(4); }
  Covariance covariance() const { return {p_(0, 0), p_(0, 1), p_(1, 1)}; }

 private:
  State x_;
  StateCovariance p_;
};

}  // namespace sillage::eye
