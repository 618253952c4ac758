// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/solids.h"

#include <algorithm>
#include <cmath>

#include "geometry/polygon.h"

namespace sillage::sim {
namespace {

constexpr double kOnEdgeM = 0.1;
/// How far a threshold reaches in and out of a door, so that floor and pavement overlap.
constexpr double kThresholdInM = 1.2, kThresholdOutM = 1.6;

double signed_area(const Corners& corners) {
  double twice = 0;
  for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
    twice += cross(corners[j], corners[i]);
  }
  return twice / 2;
}

Segment edge_of(const Corners& area, std::size_t edge) {
  return {area[edge], area[(edge + 1) % area.size()]};
}

Point unit(Point p) { return p * (1 / norm(p)); }
Point left_of(Point p) { return {-p.y, p.x}; }

/// The rectangle over the piece `from` to `to` of a segment, between two distances to its left.
Corners strip(const Segment& along, double from, double to, double right, double left) {
  const Point ahead = unit(along.to - along.from), aside = left_of(ahead);
  const Point a = along.from + ahead * from, b = along.from + ahead * to;
  return {a + aside * right, b + aside * right, b + aside * left, a + aside * left};
}

/// The pieces of an edge that gaps leave.
std::vector<OnEdge> without(double from, double to, std::vector<OnEdge> gaps) {
  std::sort(gaps.begin(), gaps.end(),
            [](const OnEdge& a, const OnEdge& b) { return a.from < b.from; });
  std::vector<OnEdge> pieces;
  for (const OnEdge& gap : gaps) {
    if (gap.from > from) pieces.push_back({gap.edge, from, gap.from});
    from = std::max(from, gap.to);
  }
  if (to > from) pieces.push_back({0, from, to});
  return pieces;
}

/// True if the area bulges outwards at the corner where `edge` ends.
bool is_convex_after(const Corners& area, std::size_t edge, double turn) {
  const Segment a = edge_of(area, edge), b = edge_of(area, (edge + 1) % area.size());
  return cross(a.to - a.from, b.to - b.from) * turn > 0;
}

void add_outer_walls(const Plan& plan, std::vector<Solid>& solids) {
  const double turn = signed_area(plan.outline) > 0 ? 1 : -1;
  const std::size_t edges = plan.outline.size();
  for (std::size_t edge = 0; edge < edges; ++edge) {
    std::vector<OnEdge> gaps;
    for (const Door& door : plan.doors) {
      const auto at = place_on_edge(plan.outline, door.from, door.to);
      if (at && at->edge == edge) gaps.push_back(*at);
    }
    const Segment along = edge_of(plan.outline, edge);
    // Walls close the corner where the outline bulges out.
    const bool closes_start = is_convex_after(plan.outline, (edge + edges - 1) % edges, turn);
    const bool closes_end = is_convex_after(plan.outline, edge, turn);
    for (const OnEdge& piece : without(closes_start ? -kOuterWallM : 0,
                                       along.length() + (closes_end ? kOuterWallM : 0), gaps)) {
      solids.push_back({SolidKind::kOuterWall, edge,
                        strip(along, piece.from, piece.to, turn > 0 ? -kOuterWallM : 0,
                              turn > 0 ? 0 : kOuterWallM),
                        plan.wall_height_m});
    }
  }
}

void add_room_walls(const Plan& plan, std::vector<Solid>& solids) {
  for (std::size_t i = 0; i < plan.rooms.size(); ++i) {
    const Room& room = plan.rooms[i];
    const auto opening = place_on_edge(room.area, room.opening[0], room.opening[1]);
    for (std::size_t edge = 0; edge < room.area.size(); ++edge) {
      const Segment along = edge_of(room.area, edge);
      std::vector<OnEdge> gaps;
      if (opening && opening->edge == edge) gaps.push_back(*opening);
      for (const OnEdge& piece :
           without(-kRoomWallM / 2, along.length() + kRoomWallM / 2, std::move(gaps))) {
        solids.push_back({SolidKind::kRoomWall, i,
                          strip(along, piece.from, piece.to, -kRoomWallM / 2, kRoomWallM / 2),
                          room.height_m});
      }
    }
  }
}

}  // namespace

std::optional<OnEdge> place_on_edge(const Corners& area, Point a, Point b) {
  for (std::size_t edge = 0; edge < area.size(); ++edge) {
    const Segment along = edge_of(area, edge);
    const double length = along.length();
    double from = along.projection(a) * length, to = along.projection(b) * length;
    if (from > to) std::swap(from, to);
    if (std::abs(along.signed_distance(a)) <= kOnEdgeM &&
        std::abs(along.signed_distance(b)) <= kOnEdgeM && from >= -kOnEdgeM &&
        to <= length + kOnEdgeM) {
      return OnEdge{edge, std::max(from, 0.0), std::min(to, length)};
    }
  }
  return std::nullopt;
}

std::vector<Solid> solids_of(const Plan& plan) {
  std::vector<Solid> solids;
  add_outer_walls(plan, solids);
  for (std::size_t i = 0; i < plan.walls.size(); ++i) {
    const Wall& wall = plan.walls[i];
    const Segment along{wall.from, wall.to};
    solids.push_back({SolidKind::kInnerWall, i,
                      strip(along, 0, along.length(), -wall.thickness_m / 2, wall.thickness_m / 2),
                      wall.height_m});
  }
  add_room_walls(plan, solids);
  for (std::size_t i = 0; i < plan.shelves.size(); ++i) {
    solids.push_back({SolidKind::kShelf, i, plan.shelves[i].area, plan.shelves[i].height_m});
  }
  for (std::size_t i = 0; i < plan.tills.size(); ++i) {
    solids.push_back(
        {SolidKind::kCounter, i, plan.tills[i].counter, plan.tills[i].counter_height_m});
  }
  return solids;
}

Point inward_of(const Plan& plan, const Door& door) {
  const auto at = place_on_edge(plan.outline, door.from, door.to);
  const Segment along = edge_of(plan.outline, at ? at->edge : 0);
  const Point left = left_of(unit(along.to - along.from));
  return signed_area(plan.outline) > 0 ? left : left * -1.0;
}

GroundShape ground_shape_of(const Plan& plan) {
  GroundShape shape;
  shape.areas.push_back(plan.outline);
  for (const Pavement& pavement : plan.pavements) {
    const Segment along{pavement.from, pavement.to};
    shape.areas.push_back(
        strip(along, 0, along.length(), -pavement.width_m / 2, pavement.width_m / 2));
  }
  for (const Door& door : plan.doors) {
    if (!place_on_edge(plan.outline, door.from, door.to)) continue;
    const Point inward = inward_of(plan, door);
    shape.areas.push_back({door.from - inward * kThresholdOutM, door.to - inward * kThresholdOutM,
                           door.to + inward * kThresholdInM, door.from + inward * kThresholdInM});
  }
  for (Solid& solid : solids_of(plan)) shape.solids.push_back(std::move(solid.area));
  return shape;
}

Point interior_point(const Corners& area) {
  constexpr int kLevels = 16;
  const auto polygon = Polygon::create(area);
  const auto [lowest, highest] =
      std::minmax_element(area.begin(), area.end(), [](Point a, Point b) { return a.y < b.y; });
  Point best = area.front();
  double deepest = -1;
  for (int level = 1; polygon && level < kLevels; ++level) {
    const double y = lowest->y + (highest->y - lowest->y) * level / kLevels;
    std::vector<double> crossings;
    for (std::size_t i = 0, j = area.size() - 1; i < area.size(); j = i++) {
      const Point a = area[j], b = area[i];
      if ((a.y > y) != (b.y > y)) crossings.push_back((b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x);
    }
    std::sort(crossings.begin(), crossings.end());
    for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
      const Point middle{(crossings[i] + crossings[i + 1]) / 2, y};
      const double depth = polygon->distance_to_edge(middle);
      if (depth <= deepest) continue;
      deepest = depth;
      best = middle;
    }
  }
  return best;
}

}  // namespace sillage::sim
