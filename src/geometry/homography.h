// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "base/result.h"
#include "geometry/point.h"

namespace sillage {

/// One point seen in the image (pixels) and known on the floor (metres).
struct PointPair {
  Point in_image;
  Point in_floor;
};

/// Pinhole camera in world axes, z up, floor at z = 0, metres:
/// x_in_image ~ K (R x_in_world + t), K = [fx 0 cx; 0 fy cy; 0 0 1].
struct PinholeCamera {
  double fx = 0, fy = 0, cx = 0, cy = 0;
  std::array<double, 9> rotation{};     ///< R, row by row
  std::array<double, 3> translation{};  ///< t, metres
};

/// How well a fitted homography meets the points it was fitted to.
struct HomographyFit {
  double residual_rms_m = 0;
  double residual_max_m = 0;
  int worst_pair = 0;    ///< index of the pair with the largest residual
  double condition = 0;  ///< ratio of the largest to the smallest singular value that counts
};

/// Invertible projective map between two planes, named target_from_source:
/// `floor_from_image.apply(foot_in_image)`.
/// Source of the fit: normalised DLT, Hartley & Zisserman, Multiple View Geometry, alg. 4.2.
class Homography {
 public:
  /// Least squares over four or more pairs. Fails (kInvalidArgument) on fewer than 4, on points
  /// (nearly) on one line or repeated, on non-finite numbers; says which and what to do.
  static Result<Homography> fit(std::span<const PointPair> pairs, HomographyFit* report = nullptr);
  /// floor_from_image of a calibrated camera (K, R, t). Fails when the floor is edge-on.
  static Result<Homography> from_camera(const PinholeCamera& camera);
  /// Row-major 3x3 matrix whose denominator is positive on the near side of the horizon, as that of
  /// `matrix()` is; fails when singular.
  static Result<Homography> from_matrix(const std::array<double, 9>& matrix);
  /// Uniform scale without perspective, for a camera without floor calibration.
  static Homography scale(double factor);

  /// Maps a point. Points on or beyond the horizon give non-finite coordinates.
  Point apply(Point p) const;
  /// d apply / d p, row by row, at p.
  std::array<double, 4> jacobian(Point p) const;
  /// First-order propagation of a covariance at p.
  Covariance propagate(Point p, const Covariance& covariance) const;
  Homography inverse() const;
  const std::array<double, 9>& matrix() const { return m_; }

 private:
  Homography() = default;
  std::array<double, 9> m_{};  ///< largest entry 1 or -1; positive denominator on the near side
};

}  // namespace sillage
