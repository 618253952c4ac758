// SPDX-License-Identifier: Apache-2.0
#include "sim/walk/internal/avoid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace sillage::sim::internal {
namespace {

/// Seconds that must lie between a walker and what they could run into.
constexpr double kReactionS = 0.5;

/// A step that is worth taking, m.
constexpr double kStepM = 0.25;

struct Turn {
  double cosine, sine;
};

/// Directions to try beside the wished one, degrees. The right comes first: who meets head-on
/// passes on the right.
const std::vector<Turn>& turns() {
  static const std::vector<Turn> kTurns = [] {
    std::vector<Turn> made;
    for (const int degrees : {0, -12, 12, -25, 25, -40, 40, -60, 60, -85, 85}) {
      const double angle = degrees * std::numbers::pi / 180;
      made.push_back({std::cos(angle), std::sin(angle)});
    }
    return made;
  }();
  return kTurns;
}

Point turned(Point p, const Turn& turn) {
  return {p.x * turn.cosine - p.y * turn.sine, p.x * turn.sine + p.y * turn.cosine};
}

/// Metres one can go at this velocity before the first collision, at most `horizon`.
double free_of_others(Point velocity, double speed, double horizon,
                      const std::vector<Neighbour>& neighbours) {
  double nearest = horizon;
  for (const Neighbour& other : neighbours) {
    const Point closing = velocity - other.velocity;
    const double gap2 = dot(other.to, other.to) - other.reach * other.reach;
    const double b = dot(other.to, closing);
    if (b <= 0) continue;  // going apart
    if (gap2 <= 0) return 0;
    const double a = dot(closing, closing), root = b * b - a * gap2;
    if (root < 0) continue;
    nearest = std::min(nearest, speed * (b - std::sqrt(root)) / a);
  }
  return nearest;
}

/// Metres one can go straight before a wall.
double free_of_walls(const Chooser& walker, Point direction, const Ground& ground) {
  double at = 0;
  while (at < walker.horizon_m) {
    const double room = ground.clearance(walker.at + direction * at) - 0.95 * walker.radius;
    if (room < 0.03) return at;
    at += std::max(room, 0.1);
  }
  return walker.horizon_m;
}

}  // namespace

Point avoid(const Chooser& walker, Point wish, const std::vector<Neighbour>& neighbours,
            const Ground& ground) {
  const double speed = std::sqrt(dot(wish, wish));
  if (speed < 1e-3 || neighbours.empty()) return wish;
  const double horizon = walker.horizon_m;
  double free = free_of_others(wish, speed, horizon, neighbours);
  if (free >= horizon) return wish;
  const Point ahead = wish * (1 / speed);
  const double pace = std::sqrt(dot(walker.velocity, walker.velocity));
  const Point now = pace > 0.05 ? walker.velocity * (1 / pace) : ahead;
  double least = 1e9, best_free = 0;
  Point best = ahead;
  for (const Turn& turn : turns()) {
    const Point direction = turned(ahead, turn);
    free = free_of_others(direction * speed, speed, horizon, neighbours);
    if (turn.sine != 0) free = std::min(free, free_of_walls(walker, direction, ground));
    // Squared distance to where the wish would lead within the horizon, and a little inertia.
    double cost = horizon * horizon + free * free - 2 * horizon * free * turn.cosine +
                  0.3 * (1 - dot(direction, now));
    if (walker.impatient) cost = 1 - turn.cosine + (free < kStepM ? 10 - free : 0);
    if (cost >= least) continue;
    least = cost;
    best = direction;
    best_free = free;
  }
  return best * std::min(speed, best_free / kReactionS);
}

}  // namespace sillage::sim::internal
