// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/plan/plan.h"

namespace sillage::sim::internal {

/// True if two simple polygons share more than their edges, by more than about 2 cm.
bool overlap(const Corners& a, const Corners& b);

/// True if the point is in the polygon or within `slack_m` of its edge.
bool holds(const Corners& area, Point p, double slack_m = 0.05);

/// True if every part of the segment is in the polygon or within `slack_m` of its edge.
bool holds(const Corners& area, Point from, Point to, double slack_m = 0.05);

}  // namespace sillage::sim::internal
