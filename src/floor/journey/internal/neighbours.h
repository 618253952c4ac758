// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "geometry/point.h"

namespace sillage::floor::internal {

/// Finds what lies near a place, in squares instead of all pairs. Deterministic.
class Neighbours {
 public:
  using Item = std::uint64_t;

  /// Begins anew; squares of `side_m`.
  void reset(double side_m) {
    side_m_ = side_m;
    items_.clear();
    is_sorted_ = true;
  }
  void add(Item item, Point place) {
    items_.push_back({cell_of(place.x), cell_of(place.y), item});
    is_sorted_ = false;
  }
  /// Calls `visit(item)` for all within `side_m`, and for some beyond; by squares, then items.
  template <class Visit>
  void near(Point place, const Visit& visit) {
    if (!is_sorted_) std::sort(items_.begin(), items_.end());
    is_sorted_ = true;
    for (std::int32_t x = cell_of(place.x) - 1; x <= cell_of(place.x) + 1; ++x) {
      const Entry from{x, cell_of(place.y) - 1, 0};
      for (auto it = std::lower_bound(items_.begin(), items_.end(), from);
           it != items_.end() && it->x == x && it->y <= from.y + 2; ++it) {
        visit(it->item);
      }
    }
  }

 private:
  struct Entry {
    std::int32_t x, y;
    Item item;
    auto operator<=>(const Entry&) const = default;
  };
  std::int32_t cell_of(double metres) const {
    return static_cast<std::int32_t>(std::floor(std::clamp(metres / side_m_, -1e9, 1e9)));
  }

  double side_m_ = 1;
  bool is_sorted_ = true;
  std::vector<Entry> items_;
};

}  // namespace sillage::floor::internal
