// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/internal/doors.h"

#include <algorithm>
#include <cmath>

namespace sillage::floor::internal {
namespace {

constexpr double kNearM = 2;
/// So far beyond a door somebody counts as outside who was not seen to cross it.
constexpr double kForecourtM = 5;

double distance_to(const Segment& segment, Point p) {
  const double t = std::clamp(segment.projection(p), 0.0, 1.0);
  return distance(p, segment.from + (segment.to - segment.from) * t);
}

}  // namespace

Doors::Doors(const std::vector<config::Line>& lines) {
  for (const config::Line& line : lines) {
    if (line.segment.length() <= 0) continue;
    doors_.push_back(
        {line.segment, line.segment.signed_distance(line.inside) >= 0 ? 1.0 : -1.0});
  }
}

bool Doors::is_near_door(Point place) const {
  return std::any_of(doors_.begin(), doors_.end(), [&](const Door& door) {
    return distance_to(door.segment, place) <= kNearM;
  });
}

Side Doors::side_of(Point place) const {
  for (const Door& door : doors_) {
    if (door.depth_of(place) < 0 && distance_to(door.segment, place) <= kForecourtM) {
      return Side::kOutside;
    }
  }
  return is_near_door(place) ? Side::kAtDoor : Side::kInside;
}

Side Doors::after(Side before, Point from, Point to) const {
  for (const Door& door : doors_) {
    if (!intersects({from, to}, door.segment)) continue;
    if (door.depth_of(to) < 0) return Side::kOutside;
    before = Side::kAtDoor;
  }
  if (before == Side::kOutside) return before;
  return is_near_door(to) ? Side::kAtDoor : Side::kInside;
}

}  // namespace sillage::floor::internal
