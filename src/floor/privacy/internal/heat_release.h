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
  /// False for a square of the coarsest level with too few people: it must not get a value.
  bool shown = true;
};

/// Quad-tree from the coarsest level down. A square with k or more people is cut in four: parts
/// with k or more are cut further, smaller ones are pooled with complementary suppression (see
/// pool), and where no part can stand alone the square stays whole. Regions do not overlap, and
/// every region with a value holds k or more people. Squares nobody set foot in are left out.
std::vector<HeatRegion> split_heat(
    const std::array<std::map<CellIndex, HeatCell>, kHeatLevels>& heat, std::int64_t k,
    int finest_level);

}  // namespace sillage::floor::internal
