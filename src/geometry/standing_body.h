// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>

#include "geometry/box.h"
#include "geometry/homography.h"
#include "geometry/radial_lens.h"

namespace sillage {

/// An upright person of usual stature as a camera over a calibrated floor shows them, to tell where
/// somebody stands from the box around them. The middle of a box's lower edge is not below their
/// middle: towards the sides of a picture bodies lean, and the box follows the head half the way;
/// and the nearer foot stands before the body. Lengths in metres, pixels of the picture as it is.
///
/// docs/adr/0038-where-a-body-stands.md says what it is worth.
class StandingBody {
 public:
  /// The camera is told from its map of the floor, `lens` bends what it sees and has the principal
  /// point and the shape of pixels; where it has no focal length, that is the picture's middle, and
  /// they are square.
  /// Nothing where the map is none of a camera that hangs 1 to 50 m high and looks down at less
  /// than a right angle.
  static std::optional<StandingBody> create(const Homography& floor_from_image,
                                            const RadialLens& lens, int width, int height);

  /// The box around whom stands there, cut by the picture's borders; nothing where they are behind
  /// the camera or outside the picture.
  std::optional<Box> box_at(Point place) const;
  /// The whole box around whom the upper edge of whose box has its middle there, as if the picture
  /// went on below; nothing where nobody can be.
  std::optional<Box> box_below(Point top) const;
  /// Where somebody stands the lower edge of whose box has its middle over `foot` of the floor;
  /// `foot` itself where that cannot be told.
  Point place_of(Point foot) const;

 private:
  StandingBody(const Homography& floor_from_image, const RadialLens& lens)
      : floor_from_image_(floor_from_image), lens_(lens) {}
  /// The picture's point of a point at a height; nothing behind the camera.
  std::optional<Point> image_of(Point place, double height) const;
  std::optional<Box> whole_box_at(Point place) const;
  std::optional<Point> foot_at(Point place) const;

  Homography floor_from_image_;
  RadialLens lens_;
  double width_ = 0, height_ = 0;
  std::array<double, 12> image_from_world_{};  ///< row by row; without the lens
  Point camera_;                               ///< on the floor, below it
};

}  // namespace sillage
