// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "geometry/polygon.h"
#include "sim/plan/plan.h"

namespace sillage::sim::internal {

/// Which zones hold a place: a lattice that answers at once where a square lies wholly in or out,
/// and asks the polygons near their edges. In rooms (fitting, staff) nobody is in a zone.
class ZoneMap {
 public:
  explicit ZoneMap(const Plan& plan);

  /// Indices of the plan's zones that hold the place, ascending; valid until the next call.
  const std::vector<int>& at(Point place);
  /// In a fitting or staff room, where nothing is measured.
  bool is_in_room(Point place) const;
  /// Equal numbers (not negative) mean the same zones; -1 means ask `at`.
  int set_at(Point place) const;

 private:
  struct Square {
    int set = -1;            ///< in sets_, where all of the square is alike
    std::vector<int> near;   ///< zones whose edge runs through, else
    bool room_near = false;  ///< the edge of a room runs through
    bool in_room = false;    ///< the whole square is in one, else
  };
  const Square* square_at(Point place) const;

  std::vector<Polygon> zones_;
  std::vector<Polygon> rooms_;
  Point low_;
  int columns_ = 0, rows_ = 0;
  std::vector<Square> squares_;
  std::vector<std::vector<int>> sets_;  ///< the first is empty
  std::vector<int> found_;
};

}  // namespace sillage::sim::internal
