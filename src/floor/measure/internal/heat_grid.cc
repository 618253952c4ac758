// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/heat_grid.h"

#include <cmath>

namespace sillage::floor::internal {

double heat_cell_side(int level) { return std::ldexp(kHeatCellM, level); }

CellIndex heat_cell_at(Point place, int level) {
  const double side = heat_cell_side(level);
  return {static_cast<std::int32_t>(std::floor(place.x / side)),
          static_cast<std::int32_t>(std::floor(place.y / side))};
}

CellIndex heat_cell_around(CellIndex finest, int level) {
  return {finest.x >> level, finest.y >> level};
}

bool HeatGrid::add(CellIndex finest, Duration spent) {
  // Coarser levels have no more cells than the finest.
  if (levels_[0].size() >= kMaxCells && !levels_[0].contains(finest)) return false;
  for (int i = 0; i < kHeatLevels; ++i) levels_[i][heat_cell_around(finest, i)].spent += spent;
  return true;
}

void HeatGrid::add_person(int level, CellIndex cell) {
  const auto known = levels_[level].find(cell);
  if (known != levels_[level].end()) ++known->second.people;
}

std::map<CellIndex, HeatCell> HeatGrid::level(int level) const {
  std::map<CellIndex, HeatCell> sorted;
  for (const auto& [index, cell] : levels_[level]) {
    sorted.emplace(index, HeatCell{seconds(cell.spent), cell.people});
  }
  return sorted;
}

}  // namespace sillage::floor::internal
