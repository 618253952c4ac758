// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/heat.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace sillage::desk::serve {
namespace {

constexpr double kFinestM = 0.5;
constexpr std::int64_t kMostCells = 1 << 20;  ///< of the rectangle around all squares

/// A square by its place, in units of its side.
struct Place {
  std::int64_t x = 0, y = 0;
};
Place place_of(double x_m, double y_m, double side_m) {
  return {std::llround(std::floor(x_m / side_m + 1e-6)),
          std::llround(std::floor(y_m / side_m + 1e-6))};
}

struct Cell {
  double person_s_per_m2 = 0;
  bool known = false, measured = false, joined = false;
};

/// The squares of one size that a row covers.
struct Cover {
  Place first;
  std::int64_t columns = 1, rows = 1;
};
Cover cover_of(const RollupRow& row, double side_m) {
  return {place_of(row.extent[0], row.extent[1], side_m),
          std::max<std::int64_t>(1, std::llround(row.extent[2] / side_m)),
          std::max<std::int64_t>(1, std::llround(row.extent[3] / side_m))};
}

/// All squares of one size around what is known, which is not nothing.
class Grid {
 public:
  Grid(const Sums& sums, double side_m) : side_m_(side_m) {
    first_ = cover_of(sums.begin()->second, side_m).first;
    Place end = first_;
    for (const auto& [key, row] : sums) {
      const Cover cover = cover_of(row, side_m);
      first_ = {std::min(first_.x, cover.first.x), std::min(first_.y, cover.first.y)};
      end = {std::max(end.x, cover.first.x + cover.columns),
             std::max(end.y, cover.first.y + cover.rows)};
    }
    columns_ = end.x - first_.x;
    rows_ = end.y - first_.y;
  }
  bool is_too_large() const { return columns_ > kMostCells || rows_ > kMostCells / columns_; }

  void fill(const Sums& sums) {
    cells_.resize(static_cast<std::size_t>(columns_ * rows_));
    for (const auto& [key, row] : sums) spread(row);
  }
  std::int64_t count() const {
    return std::count_if(cells_.begin(), cells_.end(), [](const Cell& cell) { return cell.known; });
  }
  HeatMap map() const {
    HeatMap map;
    double all = 0;
    int measured = 0;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const Cell& cell = cells_[i];
      if (!cell.known) continue;
      const auto at = static_cast<std::int64_t>(i);
      HeatArea area{static_cast<double>(first_.x + at / rows_) * side_m_,
                    static_cast<double>(first_.y + at % rows_) * side_m_, side_m_, std::nullopt,
                    cell.joined};
      if (cell.measured) {
        area.value = cell.person_s_per_m2;
        all += cell.person_s_per_m2;
        ++measured;
      }
      map.areas.push_back(area);
    }
    if (measured > 0) map.mean = all / measured;
    return map;
  }

 private:
  void spread(const RollupRow& row) {
    const Cover cover = cover_of(row, side_m_);
    // A square that is smaller than those of the grid is a part of one.
    const double share = std::min(1.0, row.extent[2] * row.extent[3] / (side_m_ * side_m_));
    for (std::int64_t x = cover.first.x; x < cover.first.x + cover.columns; ++x) {
      for (std::int64_t y = cover.first.y; y < cover.first.y + cover.rows; ++y) {
        Cell& cell = cells_[static_cast<std::size_t>((x - first_.x) * rows_ + (y - first_.y))];
        cell.known = true;
        if (row.measured == 0) continue;
        cell.measured = true;
        cell.person_s_per_m2 += row.total * share;
        cell.joined = cell.joined || row.joined > 0 || cover.columns > 1;
      }
    }
  }

  double side_m_;
  Place first_;
  std::int64_t columns_ = 0, rows_ = 0;
  std::vector<Cell> cells_;
};

}  // namespace

HeatMap heat_map(const Sums& sums) {
  if (sums.empty()) return {};
  for (double side_m = kFinestM;; side_m *= 2) {
    Grid grid(sums, side_m);
    if (grid.is_too_large()) continue;
    grid.fill(sums);
    const bool is_few = grid.count() <= static_cast<std::int64_t>(kMostHeatAreas);
    if (is_few || side_m >= 32) return grid.map();
  }
}

}  // namespace sillage::desk::serve
