// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "floor/measure/tally.h"

namespace sillage::floor::internal {

/// Side of the cells of a level, m: 0.5 on level 0, twice as much on each next.
double heat_side_m(int level);

struct HeatSquare {
  int level = 0;
  CellIndex cell;
};

/// Squares that share one value.
struct HeatRegion {
  std::vector<HeatSquare> squares;
  double person_s = 0;  ///< of all of them
  /// False where fewer than k people are sure to stand behind it: it must not get a value.
  bool shown = true;
};

/// Quad-tree from the coarsest level down: a square is cut in four as long as at least one part
/// holds k or more people. Small squares, wherever they lie, make up one rest with complementary
/// suppression (see pool). Regions do not overlap, cover all heat, and every region with a value
/// holds k or more people; so does every sum or difference of them and the whole. Squares nobody
/// set foot in are left out.
std::vector<HeatRegion> split_heat(
    const std::array<std::map<CellIndex, HeatCell>, kHeatLevels>& heat, std::int64_t k,
    int finest_level);

}  // namespace sillage::floor::internal
