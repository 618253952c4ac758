// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/internal/smoothing.h"

#include <cmath>

namespace sillage::floor::internal {
namespace {

constexpr double kWidthS = 0.3;
constexpr double kReachS = 2.5 * kWidthS;

}  // namespace

Point smoothed_place(const std::deque<wire::Sighting>& seen, std::size_t i) {
  const auto offset = [&](std::size_t j) {
    return seconds(seen[j].captured_at - seen[i].captured_at);
  };
  std::size_t first = i, last = i;
  while (first > 0 && offset(first - 1) >= -kReachS) --first;
  while (last + 1 < seen.size() && offset(last + 1) <= kReachS) ++last;
  double sum = 0, sum_t = 0, sum_tt = 0;
  Point place, place_t;
  for (std::size_t j = first; j <= last; ++j) {
    const double t = offset(j);
    const double weight = std::exp(-0.5 * t * t / (kWidthS * kWidthS));
    sum += weight;
    sum_t += weight * t;
    sum_tt += weight * t * t;
    place = place + seen[j].foot_in_floor * weight;
    place_t = place_t + seen[j].foot_in_floor * (weight * t);
  }
  const double determinant = sum * sum_tt - sum_t * sum_t;
  if (!(determinant > 1e-9)) return seen[i].foot_in_floor;
  return (place * sum_tt - place_t * sum_t) * (1 / determinant);
}

}  // namespace sillage::floor::internal
