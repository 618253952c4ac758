// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "desk/figures/figures.h"

namespace sillage::desk::serve {

/// A square of the floor.
struct HeatArea {
  double x_m = 0, y_m = 0, side_m = 0;
  std::optional<double> value;  ///< person-seconds per m2; nothing where it was always withheld
  bool joined = false;          ///< in some bins known only of a larger square
};
struct HeatMap {
  std::vector<HeatArea> areas;  ///< disjoint; squares without anybody are left out
  std::optional<double> mean;
};
/// Most squares of an answer; beyond, all are made coarser.
inline constexpr std::size_t kMostHeatAreas = 6'000;

/// Bins know squares of 0.5 to 32 m, each as fine as their people allow. What is known of a larger
/// square is shared out evenly over squares of 0.5 m, or of the size that keeps to the limit.
HeatMap heat_map(const Sums& sums);

}  // namespace sillage::desk::serve
