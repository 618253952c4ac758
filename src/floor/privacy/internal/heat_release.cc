// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/heat_release.h"

#include <cmath>

#include "floor/privacy/internal/pooling.h"

namespace sillage::floor::internal {
namespace {

using Levels = std::array<std::map<CellIndex, HeatCell>, kHeatLevels>;

class Splitter {
 public:
  Splitter(const Levels& heat, std::int64_t k, int finest_level)
      : heat_(heat), k_(k), finest_(finest_level) {}

  std::vector<HeatRegion> operator()() {
    constexpr int kTop = kHeatLevels - 1;
    for (const auto& [index, cell] : heat_[kTop]) {
      const HeatSquare root{kTop, index};
      if (cell.people >= k_) {
        split(root);
      } else if (cell.people > 0) {
        regions_.push_back({{root}, 0, /*shown=*/false});
      }
    }
    return std::move(regions_);
  }

 private:
  const HeatCell& at(const HeatSquare& square) const { return heat_[square.level].at(square.cell); }

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
  void split(const HeatSquare& square) {
    if (square.level <= finest_) {
      regions_.push_back({{square}, at(square).person_s});
      return;
    }
    const std::vector<HeatSquare> parts = parts_of(square);
    std::vector<std::int64_t> people;
    for (const HeatSquare& part : parts) people.push_back(at(part).people);
    const Pooling pooling = pool(people, k_, at(square).people);
    if (pooling.all_pooled || parts.empty()) {
      regions_.push_back({{square}, at(square).person_s});
      return;
    }
    HeatRegion rest;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (!pooling.pooled[i]) {
        split(parts[i]);
        continue;
      }
      rest.squares.push_back(parts[i]);
      rest.person_s += at(parts[i]).person_s;
    }
    if (!rest.squares.empty()) regions_.push_back(std::move(rest));
  }

  const Levels& heat_;
  std::int64_t k_;
  int finest_;
  std::vector<HeatRegion> regions_;
};

}  // namespace

double heat_side_m(int level) { return std::ldexp(kHeatCellM, level); }

std::vector<HeatRegion> split_heat(const Levels& heat, std::int64_t k, int finest_level) {
  return Splitter(heat, k, finest_level)();
}

}  // namespace sillage::floor::internal
