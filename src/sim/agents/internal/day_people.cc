// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "sim/agents/internal/day_state.h"

namespace sillage::sim::internal {
namespace {

/// Seeds of those about whom something is always the same.
constexpr std::uint64_t kRegularSeed = 0x7265676C, kTwinSeed = 0x7477696E, kUnitSeed = 0x756E6974;

constexpr double kPushRadiusM = 0.28, kPushReachM = 0.62;
constexpr double kRetryS = 0.5;

double heading_of(Point p) { return std::atan2(p.y, p.x); }

}  // namespace

std::vector<Member> DayState::draw_members(const Coming& coming, Random& random) const {
  const Visitors& visitors = plan_->visitors;
  switch (coming.why) {
    case Why::kPasses:
      return draw_passers(visitors, random);
    case Why::kRegular: {
      Random same{seed_, kRegularSeed};
      return draw_visitors(visitors, UnitKind::kSingle, same);
    }
    case Why::kTwin: {
      Random same{seed_, day_number_, coming.number, kTwinSeed};
      return draw_visitors(visitors, UnitKind::kSingle, same);
    }
    case Why::kLone:
      return draw_visitors(visitors, UnitKind::kSingle, random);
    case Why::kShops:
      break;
  }
  return draw_visitors(visitors, draw_kind(visitors, random), random);
}

void DayState::comes(std::int32_t index) {
  const Coming& coming = schedule_.comings[index];
  Unit unit;
  unit.random = Random{seed_, day_number_, kUnitSeed, coming.number,
                       static_cast<std::uint64_t>(coming.after.count())};
  const std::vector<Member> members = draw_members(coming, unit.random);
  Entry entry{coming.pavement, static_cast<std::size_t>(unit.random.below(2))};
  if (coming.why == Why::kPasses) {
    unit.leaving = true;
    unit.errands.push_back({.kind = Errand::Kind::kVanish,
                            .place = premises_->ends_of(entry.pavement)[1 - entry.end],
                            .outdoors = true});
  } else {
    unit.is_visitor = true;
    plan_visit(unit, coming.why);
    entry.pavement = premises_->doorways()[unit.doorway].pavement;
  }
  if (enter_street(members, std::move(unit), entry) >= 0) return;
  // Somebody stands there: a moment later, the same people.
  plan_event(Event::Kind::kComes, now_ + static_cast<Tick>(kRetryS / seconds(kTick)), index);
}

/// Puts a unit at the end of a pavement and sends it on its way; -1 where there is no room now.
UnitIndex DayState::enter_street(const std::vector<Member>& members, Unit unit,
                                 const Entry& entry) {
  const std::vector<Point> ends = premises_->ends_of(entry.pavement);
  const Point ahead = (ends[1 - entry.end] - ends[entry.end]) * (1 / distance(ends[0], ends[1]));
  const Point left{-ahead.y, ahead.x};
  const double half = std::max(0.0, plan_->pavements[entry.pavement].width_m / 2 - 0.5);
  // Where they would stand is drawn from a copy: another try draws other places, the rest of their
  // day stays the same.
  Random where{unit.random.next(), static_cast<std::uint64_t>(now_)};
  const double aside = where.uniform(-half, half);
  std::vector<Point> places;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const double forward = 0.75 * static_cast<double>(members.size() - 1 - i);
    places.push_back(ends[entry.end] + left * aside + ahead * forward);
    const double radius = members[i].person.body.radius_m;
    const bool pushes =
        members[i].person.prop == Prop::kPushchair || members[i].person.prop == Prop::kTrolley;
    if (!crowd_.is_vacant(places[i], radius) ||
        (pushes && !crowd_.is_vacant(places[i] + ahead * kPushReachM, kPushRadiusM))) {
      return -1;
    }
  }
  const auto index = static_cast<UnitIndex>(units_.size());
  units_.push_back(std::move(unit));
  for (std::size_t i = 0; i < members.size(); ++i) {
    const ActorIndex actor = appear(members[i], index, places[i], heading_of(ahead));
    units_[index].members.push_back(actor);
  }
  begin(index);
  return index;
}

ActorIndex DayState::appear(const Member& member, UnitIndex unit, Point place, double heading) {
  const auto index = static_cast<ActorIndex>(actors_.size());
  Actor actor;
  actor.person = member.person;
  actor.person.id = PersonId(index);
  actor.person.unit = UnitId(unit);
  actor.free_speed = member.free_speed;
  actor.unit = unit;
  actor.pose_since = now_;
  actor.reported = {std::round(place.x * 1000) / 1000, std::round(place.y * 1000) / 1000};
  WalkerSpec spec;
  spec.at = place;
  spec.heading = heading;
  spec.radius = member.person.body.radius_m;
  spec.unit = unit;
  spec.wheels = member.person.prop != Prop::kNone;
  if (spec.wheels && member.person.prop != Prop::kWheelchair) {
    spec.push_radius = kPushRadiusM;
    spec.push_reach = kPushReachM;
  }
  actor.slot = crowd_.add(spec);
  actor_in_.resize(std::max(actor_in_.size(), static_cast<std::size_t>(actor.slot) + 1), -1);
  actor_in_[actor.slot] = index;
  actors_.push_back(actor);
  present_.push_back(index);
  ++quality.people;
  for (Observer* observer : observers) {
    observer->appeared(at(now_), actors_[index].person, actor.reported);
  }
  return index;
}

void DayState::vanish(UnitIndex index) {
  Unit& unit = units_[index];
  if (unit.gone) return;
  unit.gone = true;
  ++unit.token;
  for (const ActorIndex member : unit.members) {
    Actor& actor = actors_[member];
    release_spot(member);
    crowd_.remove(actor.slot);
    actor_in_[actor.slot] = -1;
    actor.slot = -1;
    present_.erase(std::find(present_.begin(), present_.end(), member));
    for (Observer* observer : observers) observer->vanished(at(now_), PersonId(member));
  }
}

void DayState::set_pose(ActorIndex index, Pose pose) {
  Actor& actor = actors_[index];
  if (actor.pose == pose) return;
  actor.pose = pose;
  actor.pose_since = now_;
}

void DayState::release_spot(ActorIndex index) {
  Actor& actor = actors_[index];
  if (actor.spot >= 0) spot_holder_[actor.spot] = -1;
  actor.spot = -1;
}

void DayState::take_spot(ActorIndex index, int spot) {
  release_spot(index);
  actors_[index].spot = spot;
  spot_holder_[spot] = index;
}

/// Nobody of a unit walks faster than its slowest.
double DayState::unit_speed(const Unit& unit, double factor) const {
  double speed = 10;
  for (const ActorIndex member : unit.members) {
    speed = std::min(speed, actors_[member].free_speed);
  }
  return speed * factor;
}

}  // namespace sillage::sim::internal
