// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace sillage::desk::report {

/// Steps of colour for values that span orders of magnitude: bounds of the series 1, 2, 5, 10 …
struct HeatScale {
  static constexpr int kColours = 6;
  std::vector<double> bounds;  ///< ascending, at most kColours - 1

  /// 0 to kColours - 1; the brightest colour is always that of the top step.
  int colour(double value) const;
  int steps() const { return static_cast<int>(bounds.size()) + 1; }
  int colour_of_step(int step) const { return kColours - steps() + step; }
};

/// Bounds between the smallest and the largest value to draw.
HeatScale heat_scale(double smallest, double largest);

/// Step of an axis, of the series 1, 2, 5, 10 …, so that `largest` takes at most `steps` of them.
double axis_step(double largest, int steps);

}  // namespace sillage::desk::report
