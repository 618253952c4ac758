// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numbers>

#include "geometry/polygon.h"
#include "sim/agents/internal/day_state.h"
#include "sim/plan/solids.h"

namespace sillage::sim::internal {
namespace {

using Kind = Errand::Kind;

/// Shares of the free walking speed. Assumed: people look about in a shop.
constexpr double kShopPace = 0.72, kLeavingPace = 0.88, kSidePace = 0.45;
constexpr double kShortestStopS = 2, kLongestStopS = 1800;
/// Stops after closing time.
constexpr double kLateStopS = 8;
constexpr double kBesideM = 0.62;

/// Where the others of a unit walk, from the one who leads: ahead and to the left, m.
Point place_in_unit(std::size_t member, std::size_t size) {
  constexpr double kRowM = 0.7, kAsideM = 0.62;
  if (size == 2) return {-0.05, kAsideM};
  switch (member) {
    case 1:
      return {-0.1, kAsideM};
    case 2:
      return {-0.1, -kAsideM};
    case 3:
      return {-kRowM - 0.1, kAsideM / 2};
    default:
      return {-kRowM - 0.1, -kAsideM / 2};
  }
}

}  // namespace

// --- plans ---

void DayState::plan_way_in(Unit& unit) {
  unit.errands.push_back({.kind = Kind::kWalk,
                          .place = premises_->doorways()[unit.doorway].inside,
                          .close_m = 0.6,
                          .outdoors = true});
}

void DayState::plan_way_out(Unit& unit, bool same_door) {
  std::vector<double> shares;
  for (const Door& door : plan_->doors) shares.push_back(door.share);
  const std::size_t out = same_door ? unit.doorway : unit.random.pick(shares);
  const Doorway& way = premises_->doorways()[out];
  const std::vector<Point> ends = premises_->ends_of(way.pavement);
  unit.errands.push_back({.kind = Kind::kWalk, .place = way.inside, .close_m = 0.7});
  unit.errands.push_back({.kind = Kind::kWalk, .place = way.outside, .close_m = 0.5});
  unit.errands.push_back({.kind = Kind::kVanish,
                          .place = ends[static_cast<std::size_t>(unit.random.below(2))],
                          .outdoors = true});
}

/// Stops in these zones, mostly the nearest next.
void DayState::plan_stops(Unit& unit, const std::vector<int>& zones) {
  std::vector<int> left = zones;
  Point here = premises_->doorways()[unit.doorway].inside;
  while (!left.empty()) {
    std::size_t chosen = static_cast<std::size_t>(unit.random.below(static_cast<int>(left.size())));
    if (unit.random.chance(0.7)) {
      const auto away = [&](int zone) {
        return distance(here, interior_point(plan_->zones[zone].area));
      };
      for (std::size_t i = 0; i < left.size(); ++i) {
        if (away(left[i]) < away(left[chosen])) chosen = i;
      }
    }
    const Zone& zone = plan_->zones[left[chosen]];
    here = interior_point(zone.area);
    unit.errands.push_back(
        {.kind = Kind::kBrowse,
         .index = left[chosen],
         .seconds = std::clamp(unit.random.log_normal(zone.dwell_median_s, zone.dwell_sigma),
                               kShortestStopS, kLongestStopS)});
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(chosen));
  }
}

void DayState::plan_visit(Unit& unit, Why why) {
  const Visitors& visitors = plan_->visitors;
  Random& random = unit.random;
  std::vector<double> shares;
  for (const Door& door : plan_->doors) shares.push_back(door.share);
  unit.doorway = random.pick(shares);
  plan_way_in(unit);
  const std::vector<double>& weights = premises_->zone_weights();
  const bool has_zones =
      std::any_of(weights.begin(), weights.end(), [](double weight) { return weight > 0; });
  if (why == Why::kShops && random.chance(visitors.bounce_share)) {
    // A few steps in, a look around.
    const Doorway& way = premises_->doorways()[unit.doorway];
    const Point inward = (way.inside - way.outside) * (1 / distance(way.inside, way.outside));
    const Point place = way.inside + inward * random.uniform(0.5, 3);
    if (premises_->ground().is_clear(way.inside, place, 0.3)) {
      unit.errands.push_back({.kind = Kind::kWalk, .place = place});
    }
    unit.errands.push_back({.kind = Kind::kWait, .seconds = random.uniform(1, 7)});
    plan_way_out(unit, true);
    return;
  }
  std::vector<int> zones;
  // The regular's favourites follow from the seed, not from the day.
  Random favourites{seed_, 0x66617673};
  Random& choice = why == Why::kRegular ? favourites : random;
  const int stops = why == Why::kRegular ? 3 : random.geometric(visitors.stops_mean);
  for (int i = 0; i < stops && has_zones; ++i)
    zones.push_back(static_cast<int>(choice.pick(weights)));
  plan_stops(unit, zones);
  if (!premises_->fitting_rooms().empty() && random.chance(visitors.fitting_share)) {
    unit.errands.push_back(
        {.kind = Kind::kTryOn,
         .seconds = std::clamp(random.log_normal(visitors.fitting_median_s, visitors.fitting_sigma),
                               20.0, kLongestStopS)});
  }
  if (!plan_->tills.empty() && (why == Why::kRegular || random.chance(visitors.buyer_share))) {
    unit.errands.push_back({.kind = Kind::kPay});
  }
  if (random.chance(visitors.return_share)) {
    const Doorway& way = premises_->doorways()[unit.doorway];
    unit.errands.push_back({.kind = Kind::kWalk, .place = way.outside, .close_m = 0.4});
    unit.errands.push_back(
        {.kind = Kind::kWait, .outdoors = true, .seconds = random.uniform(8, 40)});
    plan_way_in(unit);
    if (has_zones) plan_stops(unit, {static_cast<int>(random.pick(weights))});
  }
  plan_way_out(unit, random.chance(0.75));
}

// --- errands ---

void DayState::begin(UnitIndex index) {
  Unit& unit = units_[index];
  ++unit.token;
  unit.there = false;
  for (const ActorIndex member : unit.members) {
    release_spot(member);
    actors_[member].facing.reset();
  }
  const Errand errand = unit.errands.front();
  switch (errand.kind) {
    case Kind::kWalk:
      walk(index, errand.place, errand.close_m,
           errand.outdoors ? 1.0
           : unit.leaving  ? kLeavingPace
                           : kShopPace);
      return;
    case Kind::kVanish:
      walk(index, errand.place, 0.8, 1.0);
      return;
    case Kind::kBrowse:
    case Kind::kTend:
      begin_browse(index);
      return;
    case Kind::kTryOn:
      begin_try_on(index);
      return;
    case Kind::kPay:
      unit.tries = 0;
      begin_pay(index);
      return;
    case Kind::kPost:
      walk(index, plan_->tills[errand.index].clerk, 0.15, kShopPace);
      return;
    case Kind::kWait:
      unit.there = true;
      for (const ActorIndex member : unit.members) {
        crowd_.halt(actors_[member].slot);
        set_pose(member, Pose::kStanding);
      }
      plan_timer(index, errand.seconds);
      return;
  }
}

void DayState::next(UnitIndex index) {
  Unit& unit = units_[index];
  if (unit.room >= 0) room_holder_[unit.room] = -1;
  unit.room = -1;
  unit.errands.pop_front();
  if (unit.errands.empty()) next_duty(index);
  if (unit.is_visitor && unit.errands.size() <= 3 && unit.errands.back().kind == Kind::kVanish) {
    unit.leaving = std::all_of(unit.errands.begin(), unit.errands.end(), [](const Errand& errand) {
      return errand.kind == Kind::kWalk || errand.kind == Kind::kVanish;
    });
  }
  begin(index);
}

void DayState::walk(UnitIndex index, Point place, double close_m, double factor) {
  const Unit& unit = units_[index];
  const ActorIndex leader = unit.members.front();
  const double speed = unit_speed(unit, factor);
  crowd_.go(actors_[leader].slot, place, speed, close_m);
  set_pose(leader, Pose::kWalking);
  come_along(index, speed);
}

void DayState::come_along(UnitIndex index, double speed) {
  const Unit& unit = units_[index];
  const WalkerSlot leader = actors_[unit.members.front()].slot;
  const double side = index % 2 == 0 ? 1 : -1;
  for (std::size_t i = 1; i < unit.members.size(); ++i) {
    const Point offset = place_in_unit(i, unit.members.size());
    crowd_.accompany(actors_[unit.members[i]].slot, leader, {offset.x, offset.y * side}, speed);
    set_pose(unit.members[i], Pose::kWalking);
  }
}

void DayState::arrived(ActorIndex index) {
  Actor& actor = actors_[index];
  Unit& unit = units_[actor.unit];
  set_pose(index, Pose::kStanding);
  const bool looks = actor.spot >= 0 && unit.there;
  if (looks) {
    set_pose(index, Pose::kLooking);
    actor.facing = premises_->spots()[actor.spot].facing;
  }
  if (index == unit.members.front() && !unit.there) {
    leader_arrived(actor.unit);
  } else if (looks) {
    plan_event(Event::Kind::kAct,
               now_ + 10 + static_cast<Tick>(10 * unit.random.log_normal(4, 0.5)), index,
               unit.token);
  }
}

void DayState::leader_arrived(UnitIndex index) {
  Unit& unit = units_[index];
  const Errand& errand = unit.errands.front();
  switch (errand.kind) {
    case Kind::kVanish:  // seen once more where they have come to
      plan_event(Event::Kind::kVanish, now_ + 1, index);
      return;
    case Kind::kPay:
      at_till(index);
      return;
    case Kind::kPost:
      unit.there = true;
      till_ready(index);
      return;
    case Kind::kBrowse:
    case Kind::kTend:
      unit.there = true;
      spread_out(index);
      plan_timer(index, unit.is_visitor && at(now_) >= schedule_.midnight + schedule_.closes
                            ? std::min(errand.seconds, kLateStopS)
                            : errand.seconds);
      return;
    case Kind::kTryOn:
      unit.there = true;
      plan_timer(index, errand.seconds);
      return;
    case Kind::kWalk:
    case Kind::kWait:
      next(index);
      return;
  }
}

void DayState::timer(UnitIndex index) {
  const Unit& unit = units_[index];
  if (unit.step == TillStep::kService) {
    served(index);
  } else if (unit.errands.front().kind == Kind::kPost) {
    TillState& till = tills_[unit.errands.front().index];
    till.closing = true;
    close_till_if_done(unit.errands.front().index);
  } else if (unit.errands.front().kind == Kind::kPay) {
    begin_pay(index);
  } else {
    next(index);
  }
}

/// Who does not get on thinks of something else, where they can.
void DayState::stuck(ActorIndex index) {
  Actor& actor = actors_[index];
  Unit& unit = units_[actor.unit];
  ++quality.stuck;
  if (index != unit.members.front()) {
    crowd_.halt(actor.slot);
    set_pose(index, Pose::kStanding);
    return;
  }
  const Kind kind = unit.errands.front().kind;
  if (unit.there || unit.step == TillStep::kQueue || unit.step == TillStep::kToService) return;
  ++quality.changed_mind;
  if (kind == Kind::kBrowse || kind == Kind::kTend) {
    begin_browse(actor.unit);
  } else if (kind == Kind::kTryOn) {
    next(actor.unit);
  } else if (kind == Kind::kPay) {
    begin_pay(actor.unit);
  } else if (const int spot = free_spot_in(
                 unit.random.below(static_cast<int>(plan_->zones.size()) + 1) - 1, unit.random);
             spot >= 0 && !unit.errands.front().outdoors) {
    // Once round the block.
    unit.errands.push_front(
        {.kind = Kind::kWalk, .place = premises_->spots()[spot].place, .close_m = 1.0});
    begin(actor.unit);
  }
}

// --- looking at goods ---

int DayState::free_spot_in(int zone, Random& random) const {
  if (zone < 0) return -1;
  const std::vector<int>& spots = premises_->spots_in(zone);
  for (int tries = 0; tries < 12 && !spots.empty(); ++tries) {
    const int spot = spots[random.below(static_cast<int>(spots.size()))];
    if (spot_holder_[spot] < 0) return spot;
  }
  return -1;
}

void DayState::begin_browse(UnitIndex index) {
  Unit& unit = units_[index];
  Errand& errand = unit.errands.front();
  int spot = free_spot_in(errand.index, unit.random);
  if (spot < 0) {
    errand.index = static_cast<int>(unit.random.pick(premises_->zone_weights()));
    spot = free_spot_in(errand.index, unit.random);
  }
  if (spot < 0) {  // full everywhere they looked
    next(index);
    return;
  }
  take_spot(unit.members.front(), spot);
  walk(index, premises_->spots()[spot].place, 0.15, kShopPace);
}

/// The leader is there: the others find places beside, and all begin to look at things.
void DayState::spread_out(UnitIndex index) {
  Unit& unit = units_[index];
  const ActorIndex leader = unit.members.front();
  const int middle = actors_[leader].spot;
  actors_[leader].facing = premises_->spots()[middle].facing;
  set_pose(leader, Pose::kLooking);
  plan_event(Event::Kind::kAct, now_ + static_cast<Tick>(10 * unit.random.log_normal(4, 0.5)),
             leader, unit.token);
  for (std::size_t i = 1; i < unit.members.size(); ++i) {
    const ActorIndex member = unit.members[i];
    int left = middle, right = middle, free = -1;
    for (int step = 0; step < 3 && free < 0; ++step) {
      if (left >= 0) left = premises_->spots()[left].left;
      if (right >= 0) right = premises_->spots()[right].right;
      if (left >= 0 && spot_holder_[left] < 0) free = left;
      if (free < 0 && right >= 0 && spot_holder_[right] < 0) free = right;
    }
    if (free >= 0) {
      take_spot(member, free);
      crowd_.go(actors_[member].slot, premises_->spots()[free].place,
                actors_[member].free_speed * kShopPace);
      set_pose(member, Pose::kWalking);
    } else {
      stand_beside(index, i, crowd_[actors_[leader].slot].place);
    }
  }
}

/// Sends a member to a free place near another one's; where there is none, they stay.
bool DayState::stand_beside(UnitIndex index, std::size_t member, Point middle) {
  const Unit& unit = units_[index];
  const Actor& actor = actors_[unit.members[member]];
  const Point here = crowd_[actor.slot].place;
  const double radius = actor.person.body.radius_m;
  for (std::size_t turn = 0; turn < 8; ++turn) {
    const double angle = std::numbers::pi / 4 * static_cast<double>((3 * turn + 2 * member) % 8);
    const Point place = middle + Point{std::cos(angle), std::sin(angle)} * kBesideM;
    if (distance(place, here) < 0.3) break;
    if (premises_->ground().clearance(place) < radius + 0.05 ||
        !premises_->ground().is_clear(middle, place, 0.1) || !crowd_.is_vacant(place, radius)) {
      continue;
    }
    crowd_.go(actor.slot, place, actor.free_speed * kShopPace);
    set_pose(unit.members[member], Pose::kWalking);
    return true;
  }
  crowd_.halt(actor.slot);
  set_pose(unit.members[member], Pose::kStanding);
  return false;
}

/// One of the small things people do before a shelf: reach, step aside, look on.
void DayState::act(ActorIndex index) {
  Actor& actor = actors_[index];
  Unit& unit = units_[actor.unit];
  if (actor.spot < 0 || !unit.there || crowd_[actor.slot].walking) return;
  Random& random = unit.random;
  double pause_s = random.log_normal(4, 0.5);
  if (actor.pose == Pose::kReaching) {
    set_pose(index, Pose::kLooking);
  } else if (const double what = random.uniform(); what < 0.35) {
    set_pose(index, Pose::kReaching);
    const double most =
        std::min(premises_->spots()[actor.spot].reach_m, 1.1 * actor.person.body.stature_m);
    actor.hand_height_m = random.uniform(0.4, std::max(0.5, most));
    pause_s = random.uniform(1.2, 3);
  } else if (what < 0.6) {
    step_aside(index, unit);
    return;
  }
  plan_event(Event::Kind::kAct, now_ + 1 + static_cast<Tick>(10 * pause_s), index, unit.token);
}

/// To the next place along the shelf, if it is free; `arrived` goes on from there.
void DayState::step_aside(ActorIndex index, Unit& unit) {
  Actor& actor = actors_[index];
  const Spot& spot = premises_->spots()[actor.spot];
  const int aim = unit.random.chance(0.5) ? spot.left : spot.right;
  const bool free = aim >= 0 && spot_holder_[aim] < 0 && actor.person.prop == Prop::kNone &&
                    premises_->spots()[aim].zone == spot.zone;
  if (!free) {
    plan_event(Event::Kind::kAct, now_ + 20, index, unit.token);
    return;
  }
  take_spot(index, aim);
  crowd_.go(actor.slot, premises_->spots()[aim].place, actor.free_speed * kSidePace);
  set_pose(index, Pose::kWalking);
}

// --- fitting rooms and closing time ---

void DayState::begin_try_on(UnitIndex index) {
  Unit& unit = units_[index];
  for (const int room : premises_->fitting_rooms()) {
    if (room_holder_[room] >= 0) continue;
    room_holder_[room] = index;
    unit.room = room;
    const ActorIndex leader = unit.members.front();
    crowd_.go(actors_[leader].slot, interior_point(plan_->rooms[room].area),
              unit_speed(unit, kShopPace), 0.2);
    set_pose(leader, Pose::kWalking);
    // Company waits before the opening.
    const Room& cabin = plan_->rooms[room];
    const Point middle = (cabin.opening[0] + cabin.opening[1]) * 0.5;
    const Point out = middle - interior_point(cabin.area);
    const Point before = middle + out * (0.9 / norm(out));
    for (std::size_t i = 1; i < unit.members.size(); ++i) stand_beside(index, i, before);
    return;
  }
  next(index);  // all taken
}

void DayState::closes() {
  for (UnitIndex index = 0; index < static_cast<UnitIndex>(units_.size()); ++index) {
    Unit& unit = units_[index];
    if (unit.gone || !unit.is_visitor || unit.leaving || unit.errands.empty()) continue;
    const auto is_over_now = [](const Errand& errand) {
      return errand.kind == Kind::kBrowse || errand.kind == Kind::kTryOn;
    };
    unit.errands.erase(std::remove_if(unit.errands.begin() + 1, unit.errands.end(), is_over_now),
                       unit.errands.end());
    if (unit.there && is_over_now(unit.errands.front())) {
      plan_timer(index, unit.random.uniform(2, 45));
    }
  }
}

}  // namespace sillage::sim::internal
