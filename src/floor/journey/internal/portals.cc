// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/internal/portals.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sillage::floor::internal {
namespace {

/// The middle follows the mean of the last ones.
constexpr double kMostCount = 50;

/// 1 at the edge of a portal.
double apart(const Spot& a, const Spot& b) {
  return std::hypot(distance(a.place, b.place) / Portals::kRadiusM,
                    distance(a.velocity, b.velocity) / Portals::kTurnMps);
}

}  // namespace

std::size_t Portals::take(const Spot& spot) {
  std::size_t best = portals_.size();
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < portals_.size(); ++i) {
    const Spot& middle = portals_[i].middle;
    const bool is_kin = middle.camera == spot.camera && middle.side == spot.side;
    const double away = apart(middle, spot);
    const bool is_near = is_kin && away <= 1;
    if ((is_near || portals_.size() >= kMost) && away < least) {
      best = i;
      least = away;
    }
  }
  if (best == portals_.size()) {
    portals_.push_back({spot, 1});
    return best;
  }
  Portal& portal = portals_[best];
  portal.count = std::min(portal.count + 1, kMostCount);
  if (least <= 1) {
    Spot& middle = portal.middle;
    middle.place = middle.place + (spot.place - middle.place) * (1 / portal.count);
    middle.velocity = middle.velocity + (spot.velocity - middle.velocity) * (1 / portal.count);
  }
  return best;
}

}  // namespace sillage::floor::internal
