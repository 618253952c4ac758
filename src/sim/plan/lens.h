// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>

#include "geometry/homography.h"
#include "geometry/point.h"
#include "sim/plan/plan.h"

namespace sillage::sim {

/// A place above the floor plan, m.
struct Place3 {
  double x = 0, y = 0, z = 0;
};

/// A camera of the plan as geometry: a pinhole with radial distortion. In normalised image
/// coordinates (x right, y down, focal length 1) a ray at (x, y), r2 = x^2 + y^2, is seen at
/// (x, y) * (1 + k1 r2 + k2 r2^2). Source: Brown, Photogrammetric Engineering 32(3), 1966, the
/// radial terms. Pixels as everywhere: (0, 0) is the outer corner of the top-left pixel.
class Lens {
 public:
  /// The plan must have been checked. The focal length follows from the undistorted field of view.
  explicit Lens(const CameraPlan& camera);

  int image_width() const { return width_; }
  int image_height() const { return height_; }
  Place3 position() const { return position_; }
  /// Without its distortion: what a calibration of the floor would find.
  const PinholeCamera& pinhole() const { return pinhole_; }

  /// Where a place is seen, pixels; it may lie beside the picture. Nothing behind the camera, or so
  /// far off the axis that the distortion folds back.
  std::optional<Point> image_from_world(const Place3& place) const;
  /// Distance along the optical axis, m; 0 or less is behind the camera.
  double depth_of(const Place3& place) const;
  /// Direction of the ray through a pixel, in world axes, not normalised: 1 along the axis.
  Place3 ray_from_image(Point pixel) const;
  /// Where the ray through a pixel meets the height `z`; nothing at or above the horizon.
  std::optional<Place3> world_from_image(Point pixel, double z = 0) const;
  bool in_picture(Point pixel) const;
  /// False if the distortion folds back within the picture, so that its corners would see nothing.
  bool covers_picture() const;

 private:
  Place3 in_camera(const Place3& place) const;

  PinholeCamera pinhole_;
  Place3 position_;
  double k1_ = 0, k2_ = 0;
  double fold_r2_ = 0;  ///< beyond this undistorted radius squared the model is not invertible
  int width_ = 0, height_ = 0;
};

}  // namespace sillage::sim
