// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>

#include "base/bytes.h"
#include "base/time.h"
#include "floor/measure/tally.h"

namespace sillage::floor::internal {

/// Side of the cells of a level, m.
double heat_cell_side(int level);
CellIndex heat_cell_at(Point place, int level);
/// The cell of a level that holds this cell of the finest.
CellIndex heat_cell_around(CellIndex finest, int level);

/// Person-seconds of one bin on all levels, in whole microseconds, so that the order of addition
/// does not matter.
class HeatGrid {
 public:
  /// Most cells of one level; a place beyond is not recorded.
  static constexpr std::size_t kMaxCells = 250'000;

  /// False where the grid is full and this cell would be another one.
  bool add(CellIndex finest, Duration spent);
  /// One more person was in the cell; where time was spent there before.
  void add_person(int level, CellIndex cell);
  std::map<CellIndex, HeatCell> level(int level) const;

  void save(ByteWriter& out) const;
  void load(ByteReader& in);

 private:
  struct Cell {
    Duration spent{};
    std::int64_t people = 0;
  };
  struct Hash {
    std::size_t operator()(CellIndex cell) const noexcept {
      const auto x = static_cast<std::uint32_t>(cell.x);
      const auto y = static_cast<std::uint32_t>(cell.y);
      return (static_cast<std::uint64_t>(x) << 32 | y) * 0x9E3779B97F4A7C15u >> 16;
    }
  };
  std::array<std::unordered_map<CellIndex, Cell, Hash>, kHeatLevels> levels_;
};

}  // namespace sillage::floor::internal
