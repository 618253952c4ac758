// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "geometry/point.h"

namespace sillage::sim {

/// Where one may walk, metres: inside one of the areas and in none of the solids. All are simple
/// polygons.
struct GroundShape {
  std::vector<std::vector<Point>> areas;
  std::vector<std::vector<Point>> solids;
};

/// How far it is from any place to the nearest thing that stops a walker, on a lattice of nodes
/// 0.1 m apart with bilinear interpolation in between (exact along straight walls, within 0.03 m at
/// corners).
class Ground {
 public:
  static constexpr double kNodeM = 0.1;
  /// Distances beyond are this.
  static constexpr double kFarM = 1.5;

  /// An empty shape has no nodes, and nowhere is free.
  explicit Ground(const GroundShape& shape);

  /// Metres to the nearest solid or end of the areas; negative where one cannot be.
  double clearance(Point p) const {
    const Square square = square_at(p);
    if (square.low == nullptr) return -kFarM;
    const float* high = square.low + columns_;
    const double below = square.low[0] + (square.low[1] - square.low[0]) * square.u;
    const double above = high[0] + (high[1] - high[0]) * square.u;
    return below + (above - below) * square.v;
  }
  /// Where it grows fastest, not normalised: about 1 long but in the middle between two things.
  Point away(Point p) const;
  /// True if a disc may be moved along the line.
  bool is_clear(Point from, Point to, double radius) const;

  Point origin() const { return origin_; }
  int columns() const { return columns_; }
  int rows() const { return rows_; }
  Point node(int column, int row) const {
    return {origin_.x + column * kNodeM, origin_.y + row * kNodeM};
  }
  double at_node(int column, int row) const {
    return nodes_[static_cast<std::size_t>(row) * columns_ + column];
  }

 private:
  struct Square {
    const float* low = nullptr;  ///< at its lower left node; nothing beyond the lattice
    double u = 0, v = 0;         ///< 0 to 1 within
  };
  Square square_at(Point p) const {
    const double x = (p.x - origin_.x) / kNodeM, y = (p.y - origin_.y) / kNodeM;
    if (!(x >= 0 && y >= 0 && x < columns_ - 1 && y < rows_ - 1)) return {};
    const int column = static_cast<int>(x), row = static_cast<int>(y);
    return {&nodes_[static_cast<std::size_t>(row) * columns_ + column], x - column, y - row};
  }

  Point origin_;
  int columns_ = 0;
  int rows_ = 0;
  std::vector<float> nodes_;
};

}  // namespace sillage::sim
