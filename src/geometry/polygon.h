// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/result.h"
#include "geometry/point.h"

namespace sillage {

/// A simple (not self-crossing) polygon of at least three corners with an area.
class Polygon {
 public:
  /// Fails (kInvalidArgument) on fewer than 3 or more than 256 corners, non-finite coordinates,
  /// repeated neighbours, no area, or edges that cross or touch; says which corner and what to do.
  static Result<Polygon> create(std::vector<Point> corners);

  const std::vector<Point>& corners() const { return corners_; }
  /// In the squared unit of the corners, always positive.
  double area() const;
  /// Even-odd rule; a point on the left or lower edge counts as inside, so that polygons that share
  /// an edge never both hold a point.
  bool contains(Point p) const;
  /// The point of the edges that is nearest to `p`.
  Point nearest_on_edge(Point p) const;
  /// Distance from `p` to the nearest edge, 0 or more.
  double distance_to_edge(Point p) const;

 private:
  explicit Polygon(std::vector<Point> corners) : corners_(std::move(corners)) {}
  std::vector<Point> corners_;
};

}  // namespace sillage
