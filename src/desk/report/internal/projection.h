// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "geometry/homography.h"
#include "geometry/segment.h"

namespace sillage::desk::report {

/// Draws floor shapes into a picture: what lies beyond the horizon or outside is cut off.
class Projection {
 public:
  /// Row-major image_from_floor. The bottom centre of the picture is taken to show floor, which
  /// tells the near side of the horizon. Fails on a singular matrix.
  static Result<Projection> create(const std::array<double, 9>& image_from_floor, double width,
                                   double height);

  double width() const { return width_; }
  double height() const { return height_; }
  /// Corners in the picture, empty where nothing is visible.
  std::vector<Point> polygon(const std::vector<Point>& corners_in_floor) const;
  /// The visible part of the segment.
  std::optional<Segment> segment(const Segment& in_floor) const;
  /// Where a floor point lies in the picture or outside of it, if not beyond the horizon.
  std::optional<Point> point(Point in_floor) const;

 private:
  Projection(const std::array<double, 9>& matrix, double width, double height)
      : m_(matrix), width_(width), height_(height) {}
  /// Positive in front of the camera, in units where the matrix's largest element is 1.
  double depth(Point p) const { return m_[6] * p.x + m_[7] * p.y + m_[8]; }
  Point project(Point p) const;

  std::array<double, 9> m_;
  double width_;
  double height_;
};

}  // namespace sillage::desk::report
