// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>

#include "geometry/polygon.h"
#include "geometry/segment.h"
#include "sim/plan/internal/assemble.h"
#include "sim/plan/internal/check_shapes.h"
#include "sim/plan/lens.h"
#include "sim/plan/local_time.h"
#include "sim/plan/solids.h"

namespace sillage::sim::internal {
namespace {

constexpr double kShortestM = 0.05;
constexpr double kNarrowestDoorM = 0.8, kNarrowestOpeningM = 0.6;
/// Longest side of a store with its pavements; the lattice of ways grows with its area.
constexpr double kLargestM = 200;
constexpr double kCounterReachM = 2;

std::string name_of(std::string_view kind, const std::string& id) {
  return fmt::format("{} '{}'", kind, id);
}

class Checker {
 public:
  Checker(const Plan& plan, Problems& problems) : plan_(plan), problems_(problems) {}

  void check_all() {
    if (!check_outline()) return;
    for (const Wall& wall : plan_.walls) check_wall(wall);
    for (const Shelf& shelf : plan_.shelves) {
      check_inside(name_of("shelf", shelf.id), "area", shelf.area);
    }
    check_doors();
    for (const Till& till : plan_.tills) check_till(till);
    for (const Room& room : plan_.rooms) check_room(room);
    check_pavements();
    check_zones();
    for (const Line& line : plan_.lines) check_line(line);
    for (const CameraPlan& camera : plan_.cameras) check_camera(camera);
    check_opening();
    check_visitors();
    check_staff();
  }

 private:
  bool check_outline() {
    if (!is_time_zone(plan_.time_zone)) {
      problems_.of("store",
                   "time_zone '{}' is not known; write a name like \"Europe/Paris\" or "
                   "\"UTC\" (is the package tzdata installed?)",
                   printable(plan_.time_zone));
    }
    if (plan_.outline.empty()) {
      problems_.of("store", "outline is missing; add [store] with the corners of the outer walls");
      return false;
    }
    const auto outline = Polygon::create(plan_.outline);
    if (!outline) {
      problems_.of("store", "outline: {}", outline.error().message);
      return false;
    }
    double low_x = 1e9, high_x = -1e9, low_y = 1e9, high_y = -1e9;
    for (const Corners& area : ground_shape_of(plan_).areas) {
      for (const Point p : area) {
        low_x = std::min(low_x, p.x), high_x = std::max(high_x, p.x);
        low_y = std::min(low_y, p.y), high_y = std::max(high_y, p.y);
      }
    }
    const double longest = std::max(high_x - low_x, high_y - low_y);
    if (outline->area() < 4 || longest > kLargestM) {
      problems_.of("store",
                   "outline: {:.1f} m2 within {:.0f} m; a store has 4 m2 or more and, with "
                   "its pavements, {} m on its longest side at most; are these metres?",
                   outline->area(), longest, kLargestM);
      return false;
    }
    return true;
  }

  bool check_shape(const std::string& subject, std::string_view key, const Corners& area) {
    const auto polygon = Polygon::create(area);
    if (!polygon) problems_.of(subject, "{}: {}", key, polygon.error().message);
    return polygon.has_value();
  }

  bool check_inside(const std::string& subject, std::string_view key, const Corners& area) {
    if (!check_shape(subject, key, area)) return false;
    for (std::size_t i = 0; i < area.size(); ++i) {
      if (holds(plan_.outline, area[i], area[(i + 1) % area.size()])) continue;
      problems_.of(subject,
                   "{}: the edge after corner {} leaves the store's outline; move it inside", key,
                   i + 1);
      return false;
    }
    return true;
  }

  bool check_length(const std::string& subject, Point from, Point to) {
    if (distance(from, to) >= kShortestM) return true;
    problems_.of(subject, "has no length; give from and to two different points");
    return false;
  }

  void check_wall(const Wall& wall) {
    const std::string subject = name_of("wall", wall.id);
    if (!check_length(subject, wall.from, wall.to)) return;
    if (!holds(plan_.outline, wall.from, wall.to, wall.thickness_m)) {
      problems_.of(subject,
                   "leaves the store's outline; move its ends inside, or change [store] "
                   "outline");
    }
  }

  void check_doors() {
    if (plan_.doors.empty()) {
      problems_.of("", "no door, so nobody can come in; add a [[door]] in the outline");
    }
    std::vector<std::pair<OnEdge, const Door*>> seen;
    for (const Door& door : plan_.doors) {
      const std::string subject = name_of("door", door.id);
      const auto at = place_on_edge(plan_.outline, door.from, door.to);
      if (!at) {
        problems_.of(
            subject,
            "lies in no wall: [{}, {}] to [{}, {}] is on no edge of the outline; move both "
            "ends onto one edge of [store] outline",
            door.from.x, door.from.y, door.to.x, door.to.y);
        continue;
      }
      if (at->to - at->from < kNarrowestDoorM) {
        problems_.of(subject, "is {:.2f} m wide, {} m are needed; move from and to apart",
                     at->to - at->from, kNarrowestDoorM);
      }
      for (const auto& [other, owner] : seen) {
        if (other.edge == at->edge && other.from < at->to && at->from < other.to) {
          problems_.of(subject, "overlaps door '{}'; move one of them", owner->id);
        }
      }
      seen.emplace_back(*at, &door);
    }
    const auto share = [](double sum, const Door& door) { return sum + door.share; };
    if (!plan_.doors.empty() &&
        std::accumulate(plan_.doors.begin(), plan_.doors.end(), 0.0, share) <= 0) {
      problems_.of("", "every door has share 0, so nobody can come in; raise one");
    }
  }

  void check_till(const Till& till) {
    const std::string subject = name_of("till", till.id);
    if (!check_inside(subject, "counter", till.counter)) return;
    const auto counter = Polygon::create(till.counter);
    const auto check_near = [&](std::string_view key, Point p) {
      if (counter->distance_to_edge(p) <= kCounterReachM) return;
      problems_.of(subject, "{} is {:.1f} m from the counter, {} m at most; move it there", key,
                   counter->distance_to_edge(p), kCounterReachM);
    };
    check_near("customer", till.customer);
    if (!till.self_service) check_near("clerk", till.clerk);
    const double gap = distance(till.queue.front(), till.customer);
    if (gap < 0.4 || gap > 5) {
      problems_.of(subject, "queue begins {:.1f} m from `customer`; begin it 0.4 to 5 m away", gap);
    }
  }

  void check_room(const Room& room) {
    const std::string subject = name_of("room", room.id);
    if (!check_inside(subject, "area", room.area)) return;
    const auto at = place_on_edge(room.area, room.opening[0], room.opening[1]);
    if (!at) {
      problems_.of(subject, "opening lies on no edge of its area; move both ends onto one edge");
    } else if (at->to - at->from < kNarrowestOpeningM) {
      problems_.of(subject, "opening is {:.2f} m wide, {} m are needed; move its ends apart",
                   at->to - at->from, kNarrowestOpeningM);
    }
    for (const Room& other : plan_.rooms) {
      if (&other == &room) break;
      if (overlap(room.area, other.area)) {
        problems_.of(subject, "overlaps room '{}'; move one of them", other.id);
      }
    }
  }

  void check_pavements() {
    if (plan_.pavements.empty()) {
      problems_.of("",
                   "no pavement, so visitors have nowhere to come from; add a [[pavement]] along "
                   "a door");
    }
    for (const Pavement& pavement : plan_.pavements) {
      const std::string subject = name_of("pavement", pavement.id);
      if (distance(pavement.from, pavement.to) < 4) {
        problems_.of(subject, "is shorter than 4 m; move from and to apart");
        continue;
      }
      const Point aside = (pavement.to - pavement.from) *
                          (pavement.width_m / 2 / distance(pavement.from, pavement.to));
      const Corners area = {
          pavement.from + Point{aside.y, -aside.x}, pavement.to + Point{aside.y, -aside.x},
          pavement.to + Point{-aside.y, aside.x}, pavement.from + Point{-aside.y, aside.x}};
      if (overlap(area, plan_.outline)) {
        problems_.of(subject, "reaches into the store; move it out, or make it narrower");
      }
    }
  }

  /// Of those that must not overlap: name and area, in the order of the file.
  void check_zones() {
    std::vector<std::pair<std::string, const Corners*>> taken;
    for (const Room& room : plan_.rooms) taken.emplace_back(name_of("room", room.id), &room.area);
    for (const Zone& zone : plan_.zones) {
      const std::string subject = name_of("zone", zone.id);
      if (zone.type == config::ZoneType::kFrontage) {
        if (!check_shape(subject, "area", zone.area)) continue;
        if (overlap(zone.area, plan_.outline)) {
          problems_.of(subject,
                       "is a frontage, but reaches into the store; move it outside or "
                       "change its type");
        }
      } else if (!check_inside(subject, "area", zone.area)) {
        continue;
      }
      for (const Room& room : plan_.rooms) {
        if (room.id == zone.id) {
          problems_.of(subject, "has the id of a room, which is a zone too; rename one");
        }
      }
      if (zone.type == config::ZoneType::kOther) continue;
      for (const auto& [name, area] : taken) {
        if (!overlap(zone.area, *area)) continue;
        problems_.of(subject, "overlaps {}; move a corner of one, or give one the type \"other\"",
                     name);
      }
      taken.emplace_back(subject, &zone.area);
    }
  }

  void check_line(const Line& line) {
    const std::string subject = name_of("line", line.id);
    if (!check_length(subject, line.from, line.to)) return;
    if (std::abs(Segment{line.from, line.to}.signed_distance(line.inside)) < kShortestM) {
      problems_.of(subject,
                   "inside lies on the line, so it tells no side; move it a step into the "
                   "store");
    }
  }

  void check_camera(const CameraPlan& camera) {
    const std::string subject = name_of("camera", camera.id);
    if (!holds(plan_.outline, camera.at)) {
      problems_.of(subject, "hangs outside the store, at [{}, {}]; move `at` into the outline",
                   camera.at.x, camera.at.y);
    }
    if (camera.height_m > plan_.wall_height_m) {
      problems_.of(subject,
                   "hangs {} m high, the ceiling is at {} m; lower it or raise [store] "
                   "wall_height_m",
                   camera.height_m, plan_.wall_height_m);
    }
    for (const Solid& solid : solids_of(plan_)) {
      if (camera.height_m < solid.height_m && holds(solid.area, camera.at, -0.01)) {
        problems_.of(subject, "hangs inside a wall or shelf; move it out or higher");
        break;
      }
    }
    const Lens lens(camera);
    if (!lens.covers_picture()) {
      problems_.of(subject,
                   "k1 = {} and k2 = {} fold the picture's corners back; use a smaller "
                   "distortion or field of view",
                   camera.k1, camera.k2);
    } else if (!sees_floor(lens)) {
      problems_.of(subject, "sees no floor of the store; turn it (yaw_deg), or raise pitch_deg");
    }
  }

  bool sees_floor(const Lens& lens) const {
    constexpr int kSteps = 8;
    for (int i = 0; i < kSteps * kSteps; ++i) {
      const auto place = lens.world_from_image({(i % kSteps + 0.5) * lens.image_width() / kSteps,
                                                (i / kSteps + 0.5) * lens.image_height() / kSteps});
      if (place && holds(plan_.outline, {place->x, place->y})) return true;
    }
    return false;
  }

  void check_opening() {
    double weight = 0;
    bool open = false;
    for (std::size_t day = 0; day < plan_.opening.size(); ++day) {
      if (!plan_.opening[day]) continue;
      const Hours& hours = *plan_.opening[day];
      if (hours.to <= hours.from) {
        problems_.of("opening",
                     "{}: closes at or before it opens; give a later second time, or "
                     "\"closed\"",
                     kDayNames[day]);
        continue;
      }
      open = true;
      for (int hour = 0; hour < 24; ++hour) {
        const bool touches =
            hours.from < std::chrono::hours(hour + 1) && hours.to > std::chrono::hours(hour);
        if (touches) weight += plan_.arrivals.hours[hour] * plan_.arrivals.weekdays[day];
      }
    }
    if (!open) {
      problems_.of("opening", "the store is closed every day; open it on one");
    } else if (weight <= 0 && plan_.arrivals.visitors_per_day > 0) {
      problems_.of("arrivals",
                   "every open hour has weight 0; raise one of hours or weekdays, or set "
                   "visitors_per_day = 0");
    }
    if (plan_.special.lone_opening.count() > 0 || plan_.special.regular_at) check_special();
  }

  void check_special() {
    for (std::size_t day = 0; day < plan_.opening.size(); ++day) {
      if (!plan_.opening[day]) continue;
      const Hours& hours = *plan_.opening[day];
      const auto& regular = plan_.special.regular_at;
      if (regular && (*regular < hours.from || *regular >= hours.to)) {
        problems_.of("special",
                     "regular_at lies outside the opening hours of {}; change one of them",
                     kDayNames[day]);
        return;
      }
      if (plan_.special.lone_opening >= hours.to - hours.from) {
        problems_.of("special", "lone_opening_min is as long as {} is open; shorten it",
                     kDayNames[day]);
        return;
      }
    }
  }

  void check_visitors() {
    const Visitors& v = plan_.visitors;
    if (v.couple_share + v.family_share + v.group_share > 1) {
      problems_.of("visitors",
                   "couple_share, family_share and group_share add up to {:.2f}, more "
                   "than 1; lower one",
                   v.couple_share + v.family_share + v.group_share);
    }
    if (v.feminine_share + v.unsure_share > 1) {
      problems_.of("visitors", "feminine_share and unsure_share add up to more than 1; lower one");
    }
  }

  const Till* till_of(const Shift& shift) const {
    const auto found = std::find_if(plan_.tills.begin(), plan_.tills.end(),
                                    [&](const Till& till) { return till.id == shift.till; });
    return found == plan_.tills.end() ? nullptr : &*found;
  }

  void check_staff() {
    for (const Shift& shift : plan_.staff) {
      const std::string subject = name_of("staff", shift.id);
      if (shift.hours.to <= shift.hours.from) {
        problems_.of(subject,
                     "the shift has no length: it ends at or before it begins; give a later "
                     "`to`");
      }
      if (std::find(shift.days.begin(), shift.days.end(), true) == shift.days.end()) {
        problems_.of(subject, "works on no day; add one to `on`");
      }
      if (shift.role == StaffRole::kFloor) {
        if (!shift.till.empty()) {
          problems_.of(subject, "is floor staff with a till; remove it, or use role = \"cashier\"");
        }
        continue;
      }
      const Till* till = till_of(shift);
      if (till == nullptr || till->self_service) {
        problems_.of(subject, "till '{}' is {}; name a till with a clerk's place",
                     printable(shift.till), till == nullptr ? "not there" : "self-service");
      }
      check_same_till(shift, subject);
    }
    for (const Till& till : plan_.tills) {
      const auto serves = [&](const Shift& shift) { return shift.till == till.id; };
      if (till.self_service || std::any_of(plan_.staff.begin(), plan_.staff.end(), serves))
        continue;
      problems_.of(name_of("till", till.id),
                   "nobody serves it; add a [[staff]] with role = \"cashier\""
                   " and this till, or self_service = true");
    }
  }

  void check_same_till(const Shift& shift, const std::string& subject) {
    for (const Shift& other : plan_.staff) {
      if (&other == &shift) return;
      if (other.role != StaffRole::kCashier || other.till != shift.till) continue;
      const bool meet = other.hours.from < shift.hours.to && shift.hours.from < other.hours.to;
      for (std::size_t day = 0; meet && day < 7; ++day) {
        if (!shift.days[day] || !other.days[day]) continue;
        problems_.of(subject, "is at till '{}' at the same time as '{}' on {}; change one's hours",
                     shift.till, other.id, kDayNames[day]);
        return;
      }
    }
  }

  const Plan& plan_;
  Problems& problems_;
};

}  // namespace

void check(const Plan& plan, Problems& problems) { Checker(plan, problems).check_all(); }

}  // namespace sillage::sim::internal
