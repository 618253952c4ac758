// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "geometry/point.h"

namespace sillage {

/// An axis-parallel box in the image, in pixels.
struct Box {
  double left = 0;
  double top = 0;
  double width = 0;
  double height = 0;

  double right() const { return left + width; }
  double bottom() const { return top + height; }
  double area() const { return width * height; }
  Point centre() const { return {left + width / 2, top + height / 2}; }
  /// Where a standing person touches the floor: the middle of the lower edge.
  Point foot() const { return {left + width / 2, bottom()}; }
  Box scaled(double sx, double sy) const { return {left * sx, top * sy, width * sx, height * sy}; }
  friend bool operator==(const Box&, const Box&) = default;
};

inline double intersection_area(const Box& a, const Box& b) {
  const double width = std::min(a.right(), b.right()) - std::max(a.left, b.left);
  const double height = std::min(a.bottom(), b.bottom()) - std::max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

/// Intersection over union, 0 to 1; real-valued edges, no "+1"; 0 when both are empty.
inline double iou(const Box& a, const Box& b) {
  const double common = intersection_area(a, b);
  const double all = a.area() + b.area() - common;
  return all > 0 ? common / all : 0;
}

}  // namespace sillage
