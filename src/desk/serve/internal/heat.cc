// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/heat.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>

namespace sillage::desk::serve {
namespace {

constexpr double kFinestM = 0.5;

/// A square by its place, in units of its side.
struct Place {
  std::int64_t x = 0, y = 0;
  auto operator<=>(const Place&) const = default;
};
Place place_of(double x_m, double y_m, double side_m) {
  return {std::llround(std::floor(x_m / side_m + 1e-6)),
          std::llround(std::floor(y_m / side_m + 1e-6))};
}

struct Cell {
  double person_s_per_m2 = 0;
  bool measured = false, joined = false;
};
using Grid = std::map<Place, Cell>;

void spread(const RollupRow& row, double side_m, Grid& grid) {
  const double width = row.extent[2], height = row.extent[3];
  const Place first = place_of(row.extent[0], row.extent[1], side_m);
  const auto columns = std::max<std::int64_t>(1, std::llround(width / side_m));
  const auto rows = std::max<std::int64_t>(1, std::llround(height / side_m));
  // A square that is smaller than those of the grid is a part of one.
  const double share = std::min(1.0, width * height / (side_m * side_m));
  for (std::int64_t y = 0; y < rows; ++y) {
    for (std::int64_t x = 0; x < columns; ++x) {
      Cell& cell = grid[{first.x + x, first.y + y}];
      if (row.measured == 0) continue;
      cell.measured = true;
      cell.person_s_per_m2 += row.total * share;
      cell.joined = cell.joined || row.joined > 0 || columns > 1;
    }
  }
}

}  // namespace

HeatMap heat_map(const Sums& sums) {
  HeatMap map;
  for (double side_m = kFinestM;; side_m *= 2) {
    Grid grid;
    for (const auto& [key, row] : sums) {
      spread(row, side_m, grid);
      if (grid.size() > 8 * kMostHeatAreas) break;
    }
    if (grid.size() > kMostHeatAreas && side_m < 32) continue;
    double all = 0;
    std::size_t measured = 0;
    for (const auto& [place, cell] : grid) {
      HeatArea area{static_cast<double>(place.x) * side_m, static_cast<double>(place.y) * side_m,
                    side_m, std::nullopt, cell.joined};
      if (cell.measured) {
        area.value = cell.person_s_per_m2;
        all += cell.person_s_per_m2;
        ++measured;
      }
      map.areas.push_back(area);
    }
    if (measured > 0) map.mean = all / static_cast<double>(measured);
    return map;
  }
}

}  // namespace sillage::desk::serve
