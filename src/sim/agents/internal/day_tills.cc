// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "sim/agents/internal/day_state.h"
#include "sim/plan/solids.h"

namespace sillage::sim::internal {
namespace {

using Kind = Errand::Kind;

constexpr double kQueuePace = 0.6;
/// Room that one person takes in a queue, what company and what is pushed add, m.
constexpr double kPerUnitM = 0.75, kPerCompanionM = 0.25, kPerPropM = 0.7;
/// A queue may stand out this far beyond the end of its line, m.
constexpr double kOverhangM = 0.4;
/// Nearer than this to its end one has joined a queue, m.
constexpr double kJoinM = 0.9;
constexpr int kMostTries = 4;
constexpr double kShortestServiceS = 8, kLongestServiceS = 900;

double heading_of(Point p) { return std::atan2(p.y, p.x); }

}  // namespace

double DayState::length_of(const Unit& unit) const {
  const Prop prop = actors_[unit.members.front()].person.prop;
  return kPerUnitM + (prop == Prop::kNone ? 0 : kPerPropM) +
         kPerCompanionM * static_cast<double>(unit.members.size() - 1);
}

double DayState::queue_length(int till) const {
  const std::vector<Point>& line = plan_->tills[till].queue;
  double length = 0;
  for (std::size_t i = 1; i < line.size(); ++i) length += distance(line[i - 1], line[i]);
  return length;
}

/// The place so far behind the head of the queue, at most its end.
Point DayState::place_in_queue(int till, double behind_m) const {
  const std::vector<Point>& line = plan_->tills[till].queue;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const double piece = distance(line[i - 1], line[i]);
    if (behind_m <= piece && piece > 0) {
      return line[i - 1] + (line[i] - line[i - 1]) * (behind_m / piece);
    }
    behind_m -= piece;
  }
  return line.back();
}

/// Where a unit stands, or would stand if it came now: metres behind the head.
double DayState::offset_in_queue(int till, UnitIndex unit) const {
  double offset = 0;
  for (const UnitIndex other : tills_[till].queue) {
    if (other == unit) break;
    offset += length_of(units_[other]);
  }
  return offset;
}

bool DayState::accepts(int till) const { return tills_[till].staffed && !tills_[till].closing; }

/// The till that promises the shortest wait and way; -1 where none is open or all are full.
int DayState::choose_till(const Unit& unit) {
  const Point here = crowd_[actors_[unit.members.front()].slot].place;
  int best = -1;
  double least = 1e9;
  for (int till = 0; till < static_cast<int>(tills_.size()); ++till) {
    if (!accepts(till)) continue;
    const double tail = offset_in_queue(till, -1);
    const std::size_t waiting = tills_[till].queue.size() + (tills_[till].serving >= 0 ? 1 : 0);
    if (waiting > 1 && tail + length_of(unit) > queue_length(till) + kOverhangM) continue;
    const double wait_s = plan_->visitors.service_median_s * static_cast<double>(waiting) +
                          distance(here, place_in_queue(till, tail)) +
                          Random{seed_, day_number_, static_cast<std::uint64_t>(now_),
                                 static_cast<std::uint64_t>(till)}
                              .uniform(0, 15);
    if (wait_s >= least) continue;
    least = wait_s;
    best = till;
  }
  return best;
}

void DayState::begin_pay(UnitIndex index) {
  Unit& unit = units_[index];
  ++unit.token;
  unit.there = false;
  unit.step = TillStep::kNone;
  unit.till = choose_till(unit);
  if (unit.till >= 0) {
    unit.step = TillStep::kApproach;
    walk(index, place_in_queue(unit.till, offset_in_queue(unit.till, -1)), 0.3, kQueuePace);
    return;
  }
  if (++unit.tries > kMostTries) {
    ++quality.balked;
    next(index);
    return;
  }
  // Looks again in a while, from wherever they stand.
  unit.there = true;
  for (const ActorIndex member : unit.members) {
    crowd_.halt(actors_[member].slot);
    set_pose(member, Pose::kStanding);
  }
  plan_timer(index, unit.random.uniform(15, 45));
}

/// The leader came to where it was going because of a till.
void DayState::at_till(UnitIndex index) {
  Unit& unit = units_[index];
  const Point here = crowd_[actors_[unit.members.front()].slot].pushed_at;
  switch (unit.step) {
    case TillStep::kApproach: {
      if (!accepts(unit.till)) {
        begin_pay(index);
        return;
      }
      const Point tail = place_in_queue(unit.till, offset_in_queue(unit.till, -1));
      if (distance(here, tail) > kJoinM) {
        walk(index, tail, 0.3, kQueuePace);
      } else {
        join(index);
      }
      return;
    }
    case TillStep::kQueue:
      for (std::size_t i = 1; i < unit.members.size(); ++i) stand_beside(index, i, here);
      return;
    case TillStep::kToService:
      serve(index);
      return;
    case TillStep::kNone:
    case TillStep::kService:
      return;
  }
}

void DayState::join(UnitIndex index) {
  Unit& unit = units_[index];
  const Visitors& visitors = plan_->visitors;
  unit.step = TillStep::kQueue;
  tills_[unit.till].queue.push_back(index);
  for (Observer* observer : observers) {
    observer->joined_queue(at(now_), UnitId(index), static_cast<std::size_t>(unit.till),
                           static_cast<int>(unit.members.size()));
  }
  const double patience_s =
      unit.random.log_normal(visitors.patience_median_s, visitors.patience_sigma);
  plan_event(Event::Kind::kPatience, now_ + static_cast<Tick>(10 * patience_s), index, unit.token);
  advance_queue(unit.till);
  refresh_queue(unit.till);
}

/// Calls the head of the queue to a free service point.
void DayState::advance_queue(int till) {
  TillState& state = tills_[till];
  if (!state.staffed || state.serving >= 0 || state.queue.empty()) return;
  const UnitIndex index = state.queue.front();
  state.queue.erase(state.queue.begin());
  state.serving = index;
  Unit& unit = units_[index];
  unit.step = TillStep::kToService;
  // Who pushes something stands before the counter with it ahead, where there is room.
  const Till& plan = plan_->tills[till];
  const Person& leader = actors_[unit.members.front()].person;
  Point goal = plan.customer;
  if (leader.prop == Prop::kTrolley || leader.prop == Prop::kPushchair) {
    const Point ahead = plan.customer - plan.queue.front();
    const Point beyond = plan.customer + ahead * (0.6 / norm(ahead));
    if (premises_->ground().is_clear(plan.customer, beyond, 0.3)) goal = beyond;
  }
  walk(index, goal, 0.2, kQueuePace);
  refresh_queue(till);
}

/// Everybody moves up to their place.
void DayState::refresh_queue(int till) {
  for (const UnitIndex index : tills_[till].queue) {
    const Point place = place_in_queue(till, offset_in_queue(till, index));
    const Crowd::Walker& leader = crowd_[actors_[units_[index].members.front()].slot];
    if (distance(leader.pushed_at, place) > 0.25) walk(index, place, 0.15, kQueuePace);
  }
}

void DayState::serve(UnitIndex index) {
  Unit& unit = units_[index];
  const Visitors& visitors = plan_->visitors;
  const Till& till = plan_->tills[unit.till];
  unit.step = TillStep::kService;
  unit.there = true;
  ++unit.token;  // patience no longer matters
  const ActorIndex leader = unit.members.front();
  set_pose(leader, Pose::kPaying);
  actors_[leader].facing = heading_of(interior_point(till.counter) - till.customer);
  if (const UnitIndex cashier = tills_[unit.till].cashier; cashier >= 0) {
    set_pose(units_[cashier].members.front(), Pose::kServing);
  }
  for (Observer* observer : observers) {
    observer->service_began(at(now_), UnitId(index), static_cast<std::size_t>(unit.till));
  }
  for (std::size_t i = 1; i < unit.members.size(); ++i) {
    stand_beside(index, i, crowd_[actors_[leader].slot].place);
  }
  plan_timer(index,
             std::clamp(unit.random.log_normal(visitors.service_median_s, visitors.service_sigma),
                        kShortestServiceS, kLongestServiceS));
}

void DayState::served(UnitIndex index) {
  Unit& unit = units_[index];
  const int till = unit.till;
  unit.step = TillStep::kNone;
  actors_[unit.members.front()].bought = true;
  tills_[till].serving = -1;
  if (const UnitIndex cashier = tills_[till].cashier; cashier >= 0) {
    set_pose(units_[cashier].members.front(), Pose::kStanding);
  }
  for (Observer* observer : observers) {
    observer->service_ended(at(now_), UnitId(index), static_cast<std::size_t>(till));
  }
  next(index);
  advance_queue(till);
  close_till_if_done(till);
}

void DayState::give_up_queue(UnitIndex index) {
  Unit& unit = units_[index];
  if (unit.step != TillStep::kQueue) return;
  const int till = unit.till;
  std::erase(tills_[till].queue, index);
  unit.step = TillStep::kNone;
  for (Observer* observer : observers) {
    observer->left_queue(at(now_), UnitId(index), static_cast<std::size_t>(till));
  }
  next(index);
  refresh_queue(till);
  close_till_if_done(till);
}

}  // namespace sillage::sim::internal
