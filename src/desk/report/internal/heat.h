// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "wire/release.h"

namespace sillage::desk::report {

/// Heat on one rectangle of the floor, over all bins.
struct HeatArea {
  double x_m = 0, y_m = 0, width_m = 0, height_m = 0;
  double person_s_per_m2 = 0;
  bool merged = false;
};

struct Heat {
  std::vector<HeatArea> areas;     ///< disjoint, with a value above 0
  std::vector<HeatArea> withheld;  ///< areas that no bin has a value for
  double largest = 0;
  double finest_m = 0.5;  ///< areas were not split below this
  bool measured = false;  ///< any heat figure has a value, 0 included
  int figures_withheld = 0;
};

/// Most areas that a report draws; beyond, the grid is made coarser.
inline constexpr std::size_t kMostHeatAreas = 12'000;

/// Adds up the bins on the coarsest common subdivision of their cells.
Heat heat_of(std::span<const wire::Release> releases);

}  // namespace sillage::desk::report
