// SPDX-License-Identifier: Apache-2.0
#include "sim/walk/ground.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geometry/segment.h"

namespace sillage::sim {
namespace {

/// Nodes beyond the outermost area, so that a pushed walker still finds its way back.
constexpr double kMarginM = 0.5;

struct Bounds {
  Point low{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  Point high{-std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};

  void add(Point p) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  static Bounds of(const std::vector<Point>& corners) {
    Bounds bounds;
    for (const Point p : corners) bounds.add(p);
    return bounds;
  }
};

/// Distance to the edge of a polygon: positive inside.
double depth_in(const std::vector<Point>& corners, Point p) {
  bool inside = false;
  double nearest2 = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
    const Point a = corners[j], b = corners[i];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) {
      inside = !inside;
    }
    const Point edge = b - a;
    const double along = std::clamp(dot(p - a, edge) / dot(edge, edge), 0.0, 1.0);
    const Point off = p - (a + edge * along);
    nearest2 = std::min(nearest2, dot(off, off));
  }
  return inside ? std::sqrt(nearest2) : -std::sqrt(nearest2);
}

}  // namespace

Ground::Ground(const GroundShape& shape) {
  Bounds all;
  for (const auto& area : shape.areas) {
    for (const Point p : area) all.add(p);
  }
  if (!(all.low.x <= all.high.x)) return;
  // Whole multiples of the spacing, so that round coordinates lie on nodes.
  const auto down = [](double x) { return std::floor((x - kMarginM) / kNodeM) * kNodeM; };
  origin_ = {down(all.low.x), down(all.low.y)};
  columns_ = static_cast<int>(std::ceil((all.high.x + kMarginM - origin_.x) / kNodeM)) + 1;
  rows_ = static_cast<int>(std::ceil((all.high.y + kMarginM - origin_.y) / kNodeM)) + 1;
  nodes_.assign(static_cast<std::size_t>(columns_) * rows_, static_cast<float>(-kFarM));

  const auto for_nodes_near = [&](const std::vector<Point>& corners, auto&& change) {
    const Bounds near = Bounds::of(corners);
    const auto index = [](double from, double x, int most) {
      return std::clamp(static_cast<int>(std::floor((x - from) / kNodeM)), 0, most);
    };
    const int left = index(origin_.x, near.low.x - kFarM, columns_ - 1);
    const int right = index(origin_.x, near.high.x + kFarM + kNodeM, columns_ - 1);
    const int low = index(origin_.y, near.low.y - kFarM, rows_ - 1);
    const int high = index(origin_.y, near.high.y + kFarM + kNodeM, rows_ - 1);
    for (int row = low; row <= high; ++row) {
      for (int column = left; column <= right; ++column) {
        float& value = nodes_[static_cast<std::size_t>(row) * columns_ + column];
        value = static_cast<float>(change(value, depth_in(corners, node(column, row))));
      }
    }
  };
  for (const auto& area : shape.areas) {
    for_nodes_near(
        area, [](double value, double depth) { return std::max(value, std::min(depth, kFarM)); });
  }
  for (const auto& solid : shape.solids) {
    for_nodes_near(solid, [](double value, double depth) { return std::min(value, -depth); });
  }
}

Point Ground::away(Point p) const {
  const Square square = square_at(p);
  if (square.low == nullptr) return {};
  const float* high = square.low + columns_;
  const double below = square.low[1] - square.low[0], above = high[1] - high[0];
  const double left = high[0] - square.low[0], right = high[1] - square.low[1];
  return {(below + (above - below) * square.v) / kNodeM,
          (left + (right - left) * square.u) / kNodeM};
}

bool Ground::is_clear(Point from, Point to, double radius) const {
  const double length = distance(from, to);
  double at = 0;
  while (true) {
    const double room = clearance(from + (to - from) * (length > 0 ? at / length : 0)) - radius;
    if (room < 0) return false;
    if (at >= length) return true;
    // Clearance changes by at most one metre a metre: so far nothing can be in the way.
    at = std::min(length, at + std::max(room, kNodeM / 2));
  }
}

}  // namespace sillage::sim
