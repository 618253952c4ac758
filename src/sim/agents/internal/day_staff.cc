// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "geometry/polygon.h"
#include "sim/agents/internal/day_state.h"
#include "sim/plan/local_time.h"
#include "sim/plan/solids.h"

namespace sillage::sim::internal {
namespace {

using Kind = Errand::Kind;

constexpr std::uint64_t kStaffSeed = 0x73746666;
/// Tasks of floor staff and their breaks. Assumed.
constexpr double kTendMedianS = 75, kTendSigma = 0.8;
constexpr double kBreakEveryS = 2 * 3600, kBreakS = 600;

double heading_of(Point p) { return std::atan2(p.y, p.x); }

}  // namespace

void DayState::plan_shifts(std::chrono::sys_days date) {
  for (std::size_t i = 0; i < plan_->staff.size(); ++i) {
    const Shift& shift = plan_->staff[i];
    if (!schedule_.open || !shift.days[weekday_]) continue;
    const Duration from = instant_of(plan_->time_zone, date, shift.hours.from) - schedule_.midnight;
    plan_event(Event::Kind::kShift, from / kTick, static_cast<std::int32_t>(i));
  }
}

void DayState::shift_begins(std::int32_t index) {
  const Shift& shift = plan_->staff[index];
  const auto number = static_cast<std::uint64_t>(index);
  // The same person every day; what they do differs.
  Random same{seed_, kStaffSeed, number};
  Member member = draw_staff(plan_->visitors, shift.uniform, same);
  member.person.role = shift.role == StaffRole::kCashier ? Role::kCashier : Role::kFloorStaff;
  Unit unit;
  unit.random = Random{seed_, day_number_, kStaffSeed, number};
  std::vector<double> shares;
  for (const Door& door : plan_->doors) shares.push_back(door.share);
  unit.doorway = unit.random.pick(shares);
  const auto length = (shift.hours.to - shift.hours.from) / kTick;
  unit.shift_end = now_ + length;
  unit.next_break = now_ + static_cast<Tick>(10 * kBreakEveryS * unit.random.uniform(0.7, 1.3));
  plan_way_in(unit);
  visit_staff_room(unit, unit.random.uniform(60, 180));
  if (shift.role == StaffRole::kCashier) {
    const auto till = std::find_if(plan_->tills.begin(), plan_->tills.end(),
                                   [&](const Till& t) { return t.id == shift.till; });
    unit.errands.push_back(
        {.kind = Kind::kPost, .index = static_cast<int>(till - plan_->tills.begin())});
  }
  const std::size_t end = static_cast<std::size_t>(unit.random.below(2));
  const std::size_t pavement = premises_->doorways()[unit.doorway].pavement;
  if (enter_street({member}, std::move(unit), {pavement, end}) >= 0) return;
  plan_event(Event::Kind::kShift, now_ + 5, index);
}

/// Adds a stay in a staff room, if there is one.
void DayState::visit_staff_room(Unit& unit, double stay_s) {
  const std::vector<int>& rooms = premises_->staff_rooms();
  if (rooms.empty()) return;
  const Corners& area = plan_->rooms[rooms[unit.random.below(static_cast<int>(rooms.size()))]].area;
  Point place = interior_point(area);
  const auto room = Polygon::create(area);
  const auto [left, right] =
      std::minmax_element(area.begin(), area.end(), [](Point a, Point b) { return a.x < b.x; });
  const auto [low, high] =
      std::minmax_element(area.begin(), area.end(), [](Point a, Point b) { return a.y < b.y; });
  for (int tries = 0; room && tries < 20; ++tries) {
    const Point other{unit.random.uniform(left->x, right->x), unit.random.uniform(low->y, high->y)};
    if (!room->contains(other) || premises_->ground().clearance(other) < 0.3) continue;
    place = other;
    break;
  }
  unit.errands.push_back({.kind = Kind::kWalk, .place = place, .close_m = 0.4});
  unit.errands.push_back({.kind = Kind::kWait, .seconds = stay_s});
}

/// What floor staff do next, and the way home for all.
void DayState::next_duty(UnitIndex index) {
  Unit& unit = units_[index];
  const std::vector<double>& weights = premises_->zone_weights();
  const bool has_zones =
      std::any_of(weights.begin(), weights.end(), [](double weight) { return weight > 0; });
  if (unit.is_visitor || unit.leaving || now_ >= unit.shift_end || !has_zones) {
    if (!unit.leaving) visit_staff_room(unit, unit.random.uniform(30, 120));
    unit.leaving = true;
    plan_way_out(unit, true);
    return;
  }
  if (now_ >= unit.next_break && !premises_->staff_rooms().empty()) {
    visit_staff_room(unit, kBreakS * unit.random.uniform(0.8, 1.3));
    unit.next_break = now_ + static_cast<Tick>(10 * kBreakEveryS * unit.random.uniform(0.7, 1.3));
    return;
  }
  const double left_s = seconds((unit.shift_end - now_) * kTick);
  unit.errands.push_back(
      {.kind = Kind::kTend,
       .index = static_cast<int>(unit.random.pick(weights)),
       .seconds = std::min(left_s + 1, unit.random.log_normal(kTendMedianS, kTendSigma))});
}

void DayState::till_ready(UnitIndex index) {
  Unit& unit = units_[index];
  const int till = unit.errands.front().index;
  TillState& state = tills_[till];
  const UnitIndex before = state.cashier;  // who has not left yet hands over
  state.cashier = index;
  state.staffed = true;
  state.closing = false;
  const Till& plan = plan_->tills[till];
  actors_[unit.members.front()].facing = heading_of(plan.customer - plan.clerk);
  plan_timer(index, seconds((unit.shift_end - now_) * kTick));
  advance_queue(till);
  if (before < 0) return;
  units_[before].leaving = true;
  next(before);
}

/// A cashier whose shift is over leaves when the last customer has.
void DayState::close_till_if_done(int till) {
  TillState& state = tills_[till];
  if (!state.closing || !state.queue.empty() || state.serving >= 0) return;
  const UnitIndex cashier = state.cashier;
  state.staffed = false;
  state.closing = false;
  state.cashier = -1;
  units_[cashier].leaving = true;
  next(cashier);
}

}  // namespace sillage::sim::internal
