// SPDX-License-Identifier: Apache-2.0
#include "geometry/polygon.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "geometry/segment.h"

namespace sillage {
namespace {

constexpr std::size_t kMaxCorners = 256;

double signed_area(const std::vector<Point>& corners) {
  double twice = 0;
  for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
    twice += cross(corners[j], corners[i]);
  }
  return twice / 2;
}

}  // namespace

Result<Polygon> Polygon::create(std::vector<Point> corners) {
  const std::size_t n = corners.size();
  if (n < 3) {
    return fail(ErrorCode::kInvalidArgument,
                "an area needs at least 3 corners, this one has {}; "
                "add corners",
                n);
  }
  if (n > kMaxCorners) {
    return fail(ErrorCode::kInvalidArgument,
                "an area may have at most {} corners, this one has "
                "{}; simplify it",
                kMaxCorners, n);
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (!is_finite(corners[i])) {
      return fail(ErrorCode::kInvalidArgument, "corner {} is not a finite number; correct it",
                  i + 1);
    }
    if (distance(corners[i], corners[(i + 1) % n]) == 0) {
      return fail(ErrorCode::kInvalidArgument, "corners {} and {} are the same point; remove one",
                  i + 1, (i + 1) % n + 1);
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    const Segment edge{corners[i], corners[(i + 1) % n]};
    for (std::size_t j = i + 2; j < n; ++j) {
      if ((j + 1) % n == i) continue;  // neighbours share a corner
      if (intersects(edge, {corners[j], corners[(j + 1) % n]})) {
        return fail(ErrorCode::kInvalidArgument,
                    "the area crosses itself: the edge after corner {} meets the edge after corner "
                    "{}; put the corners in walking order",
                    i + 1, j + 1);
      }
    }
  }
  if (std::abs(signed_area(corners)) < 1e-9) {
    return fail(ErrorCode::kInvalidArgument,
                "the corners lie on one straight line, so there is no area; move one aside");
  }
  return Polygon(std::move(corners));
}

double Polygon::area() const { return std::abs(signed_area(corners_)); }

bool Polygon::contains(Point p) const {
  bool inside = false;
  for (std::size_t i = 0, j = corners_.size() - 1; i < corners_.size(); j = i++) {
    Point low = corners_[j], high = corners_[i];
    if ((low.y > p.y) == (high.y > p.y)) continue;
    // Always from the lower end, so that two polygons round a shared edge alike.
    if (low.y > high.y) std::swap(low, high);
    if (p.x < (high.x - low.x) * (p.y - low.y) / (high.y - low.y) + low.x) inside = !inside;
  }
  return inside;
}

Point Polygon::nearest_on_edge(Point p) const {
  Point nearest = corners_.front();
  for (std::size_t i = 0, j = corners_.size() - 1; i < corners_.size(); j = i++) {
    const Segment edge{corners_[j], corners_[i]};
    const double along = std::clamp(edge.projection(p), 0.0, 1.0);
    const Point on_edge = edge.from + (edge.to - edge.from) * along;
    if (distance(p, on_edge) < distance(p, nearest)) nearest = on_edge;
  }
  return nearest;
}

double Polygon::distance_to_edge(Point p) const { return distance(p, nearest_on_edge(p)); }

}  // namespace sillage
