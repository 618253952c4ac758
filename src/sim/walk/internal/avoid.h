// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "geometry/point.h"
#include "sim/walk/ground.h"

namespace sillage::sim::internal {

/// Somebody else near a walker.
struct Neighbour {
  Point to;          ///< from the walker, m
  Point velocity;    ///< m/s
  double reach = 0;  ///< at which the two touch, m
};

/// How far a walker looks ahead, m.
inline constexpr double kHorizonM = 2.5;

/// The walker who chooses.
struct Chooser {
  Point at;
  Point velocity;  ///< now
  double radius = 0;
  double horizon_m = kHorizonM;  ///< no farther than the goal
  bool impatient = false;        ///< stood long enough: any step aside is better than none
};

/// The velocity for somebody who would walk with `wish` (m/s) if they were alone: `wish` itself
/// where nobody is in the way, else the best of some directions to either side, slower the nearer
/// the first collision.
Point avoid(const Chooser& walker, Point wish, const std::vector<Neighbour>& neighbours,
            const Ground& ground);

}  // namespace sillage::sim::internal
