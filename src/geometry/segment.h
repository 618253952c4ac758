// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geometry/point.h"

namespace sillage {

/// A straight piece between two points.
struct Segment {
  Point from;
  Point to;

  double length() const { return distance(from, to); }
  /// Signed distance of `p` from the infinite line: positive on the side where
  /// cross(to - from, p - from) > 0. Unit of the points; the length must not be 0.
  double signed_distance(Point p) const { return cross(to - from, p - from) / length(); }
  /// Where the foot of the perpendicular falls: 0 at `from`, 1 at `to`, outside beyond the ends.
  double projection(Point p) const { return dot(p - from, to - from) / dot(to - from, to - from); }
};

/// True if the segments share a point (touching counts).
bool intersects(const Segment& a, const Segment& b);

}  // namespace sillage
