// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/breakdown.h"
#include "floor/privacy/internal/heat_release.h"

namespace sillage::floor::internal {
namespace {

using wire::Figure;
using wire::FigureState;

std::array<double, 4> extent_of(const HeatSquare& square) {
  const double side = heat_side_m(square.level);
  return {square.cell.x * side, square.cell.y * side, side, side};
}

/// Person-seconds per square metre, over the area of all squares.
double density(const HeatRegion& region) {
  double area = 0;
  for (const HeatSquare& square : region.squares) {
    const double side = heat_side_m(square.level);
    area += side * side;
  }
  return region.person_s / area;
}

std::vector<HeatRegion> regions_within(const BinTally& tally, std::int64_t k,
                                       std::size_t most_squares) {
  for (int finest = 0;; ++finest) {
    std::vector<HeatRegion> regions = split_heat(tally.heat, k, finest);
    std::size_t squares = 0;
    for (const HeatRegion& region : regions) squares += region.squares.size();
    if (squares <= most_squares) return regions;
    // Nothing coarser is left: the floor is as large as a city, and no answer is the honest one.
    if (finest + 1 == kHeatLevels) return {};
  }
}

}  // namespace

void add_heat(const BinTally& tally, std::int64_t k, std::size_t most_figures, Figures& out) {
  int groups = 0;
  for (const HeatRegion& region : regions_within(tally, k, most_figures)) {
    Figure figure;
    figure.metric = wire::Metric::kHeat;
    if (!region.shown) {
      figure.state = FigureState::kWithheld;
    } else {
      figure.value = density(region);
    }
    if (region.shown && region.squares.size() > 1) {
      figure.state = FigureState::kMerged;
      figure.group = fmt::format("heat:{}", ++groups);
    }
    for (const HeatSquare& square : region.squares) {
      figure.extent = extent_of(square);
      out.push_back(figure);
    }
  }
}

}  // namespace sillage::floor::internal
