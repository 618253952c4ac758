// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

namespace sillage {

/// A point or a vector of the plane. In the image: pixels, x right, y down, (0, 0) the outer corner
/// of the top-left pixel. On the floor: metres in the axes of the store's plan.
struct Point {
  double x = 0;
  double y = 0;

  friend constexpr Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
  friend constexpr Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
  friend constexpr Point operator*(Point a, double s) { return {a.x * s, a.y * s}; }
  friend constexpr bool operator==(Point, Point) = default;
};

constexpr double dot(Point a, Point b) { return a.x * b.x + a.y * b.y; }
/// z of the cross product; positive when b lies counter-clockwise of a (y up).
constexpr double cross(Point a, Point b) { return a.x * b.y - a.y * b.x; }
inline double norm(Point a) { return std::hypot(a.x, a.y); }
inline double distance(Point a, Point b) { return norm(a - b); }
inline bool is_finite(Point a) { return std::isfinite(a.x) && std::isfinite(a.y); }

/// Symmetric 2x2 covariance, in the squared unit of the points.
struct Covariance {
  double xx = 0;
  double xy = 0;
  double yy = 0;
};

}  // namespace sillage
