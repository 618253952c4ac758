// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/heat_release.h"

#include <algorithm>
#include <cmath>

#include "floor/privacy/internal/pooling.h"

namespace sillage::floor::internal {
namespace {

using Levels = std::array<std::map<CellIndex, HeatCell>, kHeatLevels>;

/// Cuts the floor into squares: as fine as every square with k or more people allows.
class Cutter {
 public:
  Cutter(const Levels& heat, std::int64_t k, int finest_level)
      : heat_(heat), k_(k), finest_(finest_level) {}

  std::vector<HeatSquare> operator()() {
    constexpr int kTop = kHeatLevels - 1;
    for (const auto& [index, cell] : heat_[kTop]) {
      if (cell.people > 0) cut({kTop, index});
    }
    return std::move(squares_);
  }

 private:
  std::int64_t people_in(const HeatSquare& square) const {
    return heat_[square.level].at(square.cell).people;
  }

  std::vector<HeatSquare> parts_of(const HeatSquare& square) const {
    std::vector<HeatSquare> parts;
    const int level = square.level - 1;
    for (int i = 0; i < 4; ++i) {
      const CellIndex cell{2 * square.cell.x + i / 2, 2 * square.cell.y + i % 2};
      const auto found = heat_[level].find(cell);
      if (found != heat_[level].end() && found->second.people > 0) parts.push_back({level, cell});
    }
    return parts;
  }

  // Depth is at most kHeatLevels.
  void cut(const HeatSquare& square) {
    if (square.level > finest_ && people_in(square) >= k_) {
      const std::vector<HeatSquare> parts = parts_of(square);
      const bool worth_it = std::any_of(parts.begin(), parts.end(), [&](const HeatSquare& part) {
        return people_in(part) >= k_;
      });
      if (worth_it) {
        for (const HeatSquare& part : parts) cut(part);
        return;
      }
    }
    squares_.push_back(square);
  }

  const Levels& heat_;
  std::int64_t k_;
  int finest_;
  std::vector<HeatSquare> squares_;
};

}  // namespace

double heat_side_m(int level) { return std::ldexp(kHeatCellM, level); }

std::vector<HeatRegion> split_heat(const Levels& heat, std::int64_t k, int finest_level) {
  const std::vector<HeatSquare> squares = Cutter(heat, k, finest_level)();
  const auto cell_of = [&](const HeatSquare& square) -> const HeatCell& {
    return heat[square.level].at(square.cell);
  };
  std::vector<std::int64_t> people;
  for (const HeatSquare& square : squares) people.push_back(cell_of(square).people);
  const Pooling pooling = pool(people, k);
  std::vector<HeatRegion> regions;
  HeatRegion rest;
  for (std::size_t i = 0; i < squares.size(); ++i) {
    if (!pooling.pooled[i]) {
      regions.push_back({{squares[i]}, cell_of(squares[i]).person_s});
      continue;
    }
    rest.squares.push_back(squares[i]);
    rest.person_s += cell_of(squares[i]).person_s;
  }
  rest.shown = guaranteed_people(people, pooling.pooled, 0) >= k;
  if (!rest.squares.empty()) regions.push_back(std::move(rest));
  return regions;
}

}  // namespace sillage::floor::internal
