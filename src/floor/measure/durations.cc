// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/durations.h"

namespace sillage::floor {

std::array<double, kDwellClasses> redistribute(
    const std::array<std::int64_t, kDwellClasses>& completed,
    const std::array<std::int64_t, kDwellClasses>& censored) {
  std::array<double, kDwellClasses> mass{};
  std::int64_t longer = 0;
  for (int c = 0; c < kDwellClasses; ++c) longer += completed[c] + censored[c];
  double weight = 1;  // of each stay not yet passed
  for (int c = 0; c < kDwellClasses; ++c) {
    const auto cut_off = static_cast<double>(censored[c]);
    longer -= completed[c] + censored[c];
    mass[c] = weight * static_cast<double>(completed[c]);
    if (longer == 0) {
      mass[c] += weight * cut_off;
      break;
    }
    weight += weight * cut_off / static_cast<double>(longer);
  }
  return mass;
}

}  // namespace sillage::floor
