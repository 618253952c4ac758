// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/heat_scale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sillage::desk::report {
namespace {

double series(int n) {
  constexpr std::array<double, 3> kMantissa = {1, 2, 5};
  const int decade = static_cast<int>(std::floor(n / 3.0));
  return kMantissa[static_cast<std::size_t>(n - 3 * decade)] * std::pow(10.0, decade);
}

}  // namespace

int HeatScale::colour(double value) const {
  int step = 0;
  for (const double bound : bounds) step += value >= bound ? 1 : 0;
  return colour_of_step(step);
}

HeatScale heat_scale(double smallest, double largest) {
  HeatScale scale;
  if (!(largest > 0) || !std::isfinite(largest)) return scale;
  int n = 3 * static_cast<int>(std::floor(std::log10(largest))) + 3;
  while (series(n) > 0.8 * largest) --n;
  for (; scale.steps() < HeatScale::kColours && series(n) > smallest; --n) {
    scale.bounds.push_back(series(n));
  }
  std::reverse(scale.bounds.begin(), scale.bounds.end());
  return scale;
}

double axis_step(double largest, int steps) {
  if (!(largest > 0) || !std::isfinite(largest)) return 1;
  int n = 3 * static_cast<int>(std::floor(std::log10(largest / steps)));
  while (series(n) * steps < largest * (1 - 1e-9)) ++n;
  return series(n);
}

}  // namespace sillage::desk::report
