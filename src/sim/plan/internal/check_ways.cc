// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "geometry/polygon.h"
#include "sim/plan/internal/assemble.h"
#include "sim/plan/solids.h"
#include "sim/walk/field.h"
#include "sim/walk/sizes.h"

namespace sillage::sim::internal {
namespace {

class WayChecker {
 public:
  WayChecker(const Plan& plan, Problems& problems)
      : plan_(plan),
        problems_(problems),
        ground_(ground_shape_of(plan)),
        terrain_(ground_, kWalkerM),
        store_(terrain_.piece_at(just_inside(plan.doors.front()))) {}

  void check_all() {
    for (const Door& door : plan_.doors) check_door(door);
    for (const Pavement& pavement : plan_.pavements) check_pavement(pavement);
    for (const Till& till : plan_.tills) check_till(till);
    for (const Room& room : plan_.rooms) {
      if (is_reached(interior_point(room.area))) continue;
      problems_.of(fmt::format("room '{}'", room.id),
                   "cannot be entered from the door; clear its opening (people need {} m)",
                   2 * kWalkerM);
    }
    for (const Zone& zone : plan_.zones) check_zone(zone);
  }

 private:
  Point just_inside(const Door& door) const {
    return (door.from + door.to) * 0.5 + inward_of(plan_, door) * 0.5;
  }

  bool is_reached(Point p) const {
    const int piece = terrain_.piece_at(p);
    return piece >= 0 && piece == store_;
  }

  void check_door(const Door& door) {
    const std::string subject = fmt::format("door '{}'", door.id);
    if (!is_reached(just_inside(door))) {
      problems_.of(
          subject,
          "is blocked inside, or cut off from door '{}'; clear a way {} m wide between them",
          plan_.doors.front().id, 2 * kWalkerM);
      return;
    }
    for (const Pavement& pavement : plan_.pavements) {
      if (is_near(door, pavement)) return;
    }
    problems_.of(subject, "no pavement within 1 m of it; move or add a [[pavement]]");
  }

  static bool is_near(const Door& door, const Pavement& pavement) {
    const Segment along{pavement.from, pavement.to};
    const Point middle = (door.from + door.to) * 0.5;
    const double at = along.projection(middle);
    return at >= 0 && at <= 1 &&
           std::abs(along.signed_distance(middle)) <= pavement.width_m / 2 + 1;
  }

  void check_pavement(const Pavement& pavement) {
    for (const double share : {0.05, 0.95}) {
      const Point end = pavement.from + (pavement.to - pavement.from) * share;
      if (is_reached(end)) continue;
      problems_.of(fmt::format("pavement '{}'", pavement.id),
                   "no way from [{:.1f}, {:.1f}] into the store; move it along a door", end.x,
                   end.y);
      return;
    }
  }

  void check_till(const Till& till) {
    const std::string subject = fmt::format("till '{}'", till.id);
    const auto check_place = [&](std::string_view key, Point p) {
      if (ground_.clearance(p) < kWalkerM) {
        problems_.of(subject,
                     "{} at [{}, {}] is {:.2f} m from the nearest wall, shelf or counter, {} m are "
                     "needed; move it",
                     key, p.x, p.y, std::max(0.0, ground_.clearance(p)), kWalkerM);
      } else if (!is_reached(p)) {
        problems_.of(subject, "{} cannot be reached from the door; clear a way {} m wide", key,
                     2 * kWalkerM);
      }
    };
    check_place("customer", till.customer);
    if (!till.self_service) check_place("clerk", till.clerk);
    Point before = till.customer;
    for (std::size_t i = 0; i < till.queue.size(); ++i) {
      check_place(fmt::format("queue point {}", i + 1), till.queue[i]);
      if (!ground_.is_clear(before, till.queue[i], kWalkerM * 0.75)) {
        problems_.of(subject,
                     "the queue runs through a wall, shelf or counter before its point {}; "
                     "lead it round",
                     i + 1);
        return;
      }
      before = till.queue[i];
    }
  }

  void check_zone(const Zone& zone) {
    const bool is_aim =
        zone.type == config::ZoneType::kAisle || zone.type == config::ZoneType::kOther;
    if (!is_aim || zone.attraction <= 0) return;
    const auto area = Polygon::create(zone.area);
    for (int cell = 0; area && cell < terrain_.columns() * terrain_.rows(); ++cell) {
      if (terrain_.is_free(cell) && area->contains(terrain_.centre(cell)) &&
          is_reached(terrain_.centre(cell))) {
        return;
      }
    }
    problems_.of(fmt::format("zone '{}'", zone.id),
                 "nobody can stand in it: it is taken by shelves or cut off; enlarge it, or set "
                 "attraction = 0");
  }

  const Plan& plan_;
  Problems& problems_;
  Ground ground_;
  Terrain terrain_;
  int store_;
};

}  // namespace

void check_ways(const Plan& plan, Problems& problems) {
  if (!plan.doors.empty()) WayChecker(plan, problems).check_all();
}

}  // namespace sillage::sim::internal
