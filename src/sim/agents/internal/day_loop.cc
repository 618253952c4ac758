// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "sim/agents/internal/day_state.h"
#include "sim/plan/local_time.h"

namespace sillage::sim::internal {
namespace {

Tick ticks_of(Duration duration) { return duration / kTick; }

Point in_millimetres(Point p) {
  return {std::round(p.x * 1000) / 1000, std::round(p.y * 1000) / 1000};
}

}  // namespace

DayState::DayState(Premises& premises, std::uint64_t seed, std::chrono::sys_days date)
    : premises_(&premises),
      plan_(&premises.plan()),
      seed_(seed),
      day_number_(static_cast<std::uint64_t>(date.time_since_epoch().count())),
      weekday_(weekday_of(date)),
      schedule_(schedule_of(premises.plan(), seed, date)),
      crowd_(premises.routes()),
      spot_holder_(premises.spots().size(), -1),
      room_holder_(premises.plan().rooms.size(), -1),
      tills_(premises.plan().tills.size()) {
  for (std::size_t i = 0; i < tills_.size(); ++i) tills_[i].staffed = plan_->tills[i].self_service;
  for (std::size_t i = 0; i < schedule_.comings.size(); ++i) {
    plan_event(Event::Kind::kComes, ticks_of(schedule_.comings[i].after),
               static_cast<std::int32_t>(i));
  }
  plan_shifts(date);
  if (schedule_.open) plan_event(Event::Kind::kCloses, ticks_of(schedule_.closes), 0);
  if (!is_over()) now_ = next_tick();
}

void DayState::plan_event(Event::Kind kind, Tick tick, std::int32_t who, std::uint32_t token) {
  events_.push({std::max(tick, now_), order_++, kind, who, token});
}

void DayState::plan_timer(UnitIndex unit, double after_s) {
  const Tick wait = std::max<Tick>(1, static_cast<Tick>(after_s / seconds(kTick)));
  plan_event(Event::Kind::kTimer, now_ + wait, unit, units_[unit].token);
}

Tick DayState::next_tick() const {
  if (!crowd_.is_still()) return now_ + 1;
  return events_.empty() ? now_ : std::max(now_, events_.top().tick);
}

/// What is planned for a tick happens first, then everybody takes a step, which they have made by
/// the next tick.
void DayState::run_to(Tick last) {
  while (!is_over() && now_ <= last) {
    if (crowd_.is_still() && events_.top().tick > now_) {
      now_ = std::min(last, events_.top().tick);
      if (events_.top().tick > last) return;
    }
    if (now_ >= last && !crowd_.is_still() && (events_.empty() || events_.top().tick > now_)) {
      return;
    }
    while (!events_.empty() && events_.top().tick <= now_) {
      const Event event = events_.top();
      events_.pop();
      handle(event);
    }
    if (now_ >= ticks_of(schedule_.ends)) {
      for (UnitIndex unit = 0; unit < static_cast<UnitIndex>(units_.size()); ++unit) vanish(unit);
      events_ = {};
      return;
    }
    if (now_ >= last) return;
    if (!crowd_.is_still()) step_crowd();
  }
}

void DayState::handle(const Event& event) {
  switch (event.kind) {
    case Event::Kind::kComes:
      comes(event.who);
      return;
    case Event::Kind::kShift:
      shift_begins(event.who);
      return;
    case Event::Kind::kCloses:
      closes();
      return;
    case Event::Kind::kTimer:
      if (units_[event.who].token == event.token) timer(event.who);
      return;
    case Event::Kind::kAct:
      if (units_[actors_[event.who].unit].token == event.token) act(event.who);
      return;
    case Event::Kind::kVanish:
      vanish(event.who);
      return;
    case Event::Kind::kPatience:
      if (units_[event.who].token == event.token) give_up_queue(event.who);
      return;
  }
}

void DayState::step_crowd() {
  const Crowd::Events& events = crowd_.step();
  ++now_;
  quality.steps += static_cast<std::int64_t>(events.moved.size());
  report_moves(events);
  // Handling them changes the crowd, and with it the lists.
  const std::vector<WalkerSlot> arrivals = events.arrived, stuck_ones = events.stuck;
  for (const WalkerSlot slot : arrivals) {
    if (actor_in_[slot] >= 0) arrived(actor_in_[slot]);
  }
  for (const WalkerSlot slot : stuck_ones) {
    if (actor_in_[slot] >= 0 && crowd_[slot].walking) stuck(actor_in_[slot]);
  }
  quality.worst_overlap_m = crowd_.worst_overlap();
}

void DayState::report_moves(const Crowd::Events& events) {
  batch_.clear();
  for (const WalkerSlot slot : events.moved) {
    const ActorIndex index = actor_in_[slot];
    Actor& actor = actors_[index];
    const Point place = in_millimetres(crowd_[slot].place);
    if (place == actor.reported) continue;
    actor.reported = place;
    batch_.push_back({PersonId(index), place});
  }
  if (batch_.empty()) return;
  for (Observer* observer : observers) observer->moved(at(now_), batch_);
}

Moment DayState::moment() const {
  Moment moment;
  moment.at = at(now_);
  for (const ActorIndex index : present_) {
    const Actor& actor = actors_[index];
    const Crowd::Walker& walker = crowd_[actor.slot];
    Stance stance;
    stance.person = PersonId(index);
    stance.place = actor.reported;
    stance.heading = !walker.walking && actor.facing ? *actor.facing
                                                     : std::atan2(walker.facing.y, walker.facing.x);
    stance.speed = walker.walking ? std::sqrt(dot(walker.velocity, walker.velocity)) : 0;
    stance.walked_m = walker.walked_m;
    stance.pose = actor.pose;
    stance.pose_s = seconds((now_ - actor.pose_since) * kTick);
    stance.hand_height_m = actor.hand_height_m;
    stance.prop_at = actor.person.prop == Prop::kNone ? actor.reported : walker.pushed_at;
    stance.bought = actor.bought;
    moment.people.push_back(stance);
  }
  return moment;
}

}  // namespace sillage::sim::internal
