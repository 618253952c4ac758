// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "geometry/segment.h"
#include "sim/plan/plan.h"
#include "sim/walk/ground.h"

namespace sillage::sim {

enum class SolidKind { kOuterWall, kInnerWall, kRoomWall, kShelf, kCounter };

/// An upright block that stands on the floor: nobody walks through it, no camera sees through it.
struct Solid {
  SolidKind kind{};
  std::size_t element = 0;  ///< index in the plan's list: outline edge, wall, room, shelf or till
  Corners area;
  double height_m = 0;
};

inline constexpr double kOuterWallM = 0.2;  ///< thickness, outwards of the outline
inline constexpr double kRoomWallM = 0.06;  ///< thickness, half on either side of the area's edge

/// All of them; doors and openings of rooms are gaps between two pieces of wall.
std::vector<Solid> solids_of(const Plan& plan);

/// Where people of a plan may walk: the floor, the pavements and the thresholds between.
GroundShape ground_shape_of(const Plan& plan);

/// Where a piece lies on the edge of an area: ends in metres from the edge's first corner.
struct OnEdge {
  std::size_t edge = 0;
  double from = 0, to = 0;  ///< from < to
};
/// The edge within 0.1 m of both points; nothing where there is none.
std::optional<OnEdge> place_on_edge(const Corners& area, Point a, Point b);

/// The unit vector across the outline at a door, into the store. The door must lie in the outline.
Point inward_of(const Plan& plan, const Door& door);

/// A point well within a simple polygon.
Point interior_point(const Corners& area);

}  // namespace sillage::sim
