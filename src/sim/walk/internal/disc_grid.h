// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "geometry/point.h"

namespace sillage::sim::internal {

using DiscId = std::int32_t;

struct Disc {
  Point at;
  double radius = 0;
  std::int32_t owner = -1;
};

/// Discs on a plane, in squares of 1.3 m, so that those near a place are found at once. Places
/// beyond the edges count to the squares at the edge.
class DiscGrid {
 public:
  DiscGrid(Point low, Point high)
      : low_(low),
        columns_(1 + static_cast<int>(std::max(0.0, high.x - low.x) / kSquareM)),
        rows_(1 + static_cast<int>(std::max(0.0, high.y - low.y) / kSquareM)),
        first_(static_cast<std::size_t>(columns_) * rows_, -1) {}

  DiscId add(const Disc& disc) {
    DiscId id = static_cast<DiscId>(discs_.size());
    if (free_.empty()) {
      discs_.push_back({disc, -1, -1, -1});
    } else {
      id = free_.back();
      free_.pop_back();
      discs_[id] = {disc, -1, -1, -1};
    }
    link(id);
    return id;
  }
  void remove(DiscId id) {
    unlink(id);
    free_.push_back(id);
  }
  void move(DiscId id, Point to) {
    discs_[id].disc.at = to;
    if (square_of(to) == discs_[id].square) return;
    unlink(id);
    link(id);
  }
  const Disc& operator[](DiscId id) const { return discs_[id].disc; }

  /// All in the squares that the circle around `p` touches, itself included.
  template <class Visit>
  void visit_near(Point p, double reach, Visit&& visit) const {
    const int left = column_of(p.x - reach), right = column_of(p.x + reach);
    const int low = row_of(p.y - reach), high = row_of(p.y + reach);
    for (int row = low; row <= high; ++row) {
      for (int column = left; column <= right; ++column) {
        for (DiscId id = first_[static_cast<std::size_t>(row) * columns_ + column]; id >= 0;
             id = discs_[id].next) {
          visit(id, discs_[id].disc);
        }
      }
    }
  }

 private:
  static constexpr double kSquareM = 1.3;
  struct Linked {
    Disc disc;
    DiscId next, before;  ///< in the same square; -1 at the ends
    std::int32_t square;
  };

  int column_of(double x) const {
    return static_cast<int>(std::clamp((x - low_.x) / kSquareM, 0.0, columns_ - 1.0));
  }
  int row_of(double y) const {
    return static_cast<int>(std::clamp((y - low_.y) / kSquareM, 0.0, rows_ - 1.0));
  }
  std::int32_t square_of(Point p) const { return row_of(p.y) * columns_ + column_of(p.x); }

  void link(DiscId id) {
    Linked& linked = discs_[id];
    linked.square = square_of(linked.disc.at);
    linked.before = -1;
    linked.next = first_[linked.square];
    if (linked.next >= 0) discs_[linked.next].before = id;
    first_[linked.square] = id;
  }
  void unlink(DiscId id) {
    const Linked& linked = discs_[id];
    (linked.before >= 0 ? discs_[linked.before].next : first_[linked.square]) = linked.next;
    if (linked.next >= 0) discs_[linked.next].before = linked.before;
  }

  Point low_;
  int columns_, rows_;
  std::vector<DiscId> first_;
  std::vector<Linked> discs_;
  std::vector<DiscId> free_;
};

}  // namespace sillage::sim::internal
