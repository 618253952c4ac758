// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <queue>
#include <vector>

#include "sim/agents/internal/population.h"
#include "sim/agents/internal/schedule.h"
#include "sim/agents/random.h"
#include "sim/agents/store_day.h"
#include "sim/walk/crowd.h"

namespace sillage::sim::internal {

/// Ticks since local midnight.
using Tick = std::int64_t;

using ActorIndex = std::int32_t;  ///< also the PersonId
using UnitIndex = std::int32_t;   ///< also the UnitId

/// A person who has appeared.
struct Actor {
  Person person;
  UnitIndex unit = -1;
  WalkerSlot slot = -1;  ///< -1 once gone
  double free_speed = 1.34;
  Pose pose = Pose::kStanding;
  Tick pose_since = 0;
  double hand_height_m = 0;
  std::optional<double> facing;  ///< where the trunk turns while standing
  int spot = -1;                 ///< the place before the goods that is theirs
  Point reported;                ///< whole millimetres
  bool bought = false;
};

/// What a unit does next.
struct Errand {
  enum class Kind : std::uint8_t {
    kWalk,    ///< to a place
    kBrowse,  ///< stop in a zone
    kTryOn,   ///< in a fitting room
    kPay,     ///< at a till
    kWait,    ///< where they are
    kPost,    ///< a cashier's place
    kTend,    ///< floor staff at the shelves
    kVanish,  ///< walk to the end of a pavement and be gone
  };
  Kind kind = Kind::kWalk;
  Point place{};         ///< kWalk, kVanish
  double close_m = 0.5;  ///< kWalk
  bool outdoors = false;
  int index = -1;      ///< zone, room or till
  double seconds = 0;  ///< how long, where it lasts
};

enum class TillStep : std::uint8_t { kNone, kApproach, kQueue, kToService, kService };

struct Unit {
  std::vector<ActorIndex> members;  ///< the first leads
  std::deque<Errand> errands;       ///< the first is under way
  Random random{0};
  std::uint32_t token = 0;  ///< timers of earlier errands do not count
  bool is_visitor = false;
  bool there = false;    ///< came to where the errand happens
  bool leaving = false;  ///< only the way out is left
  bool gone = false;
  std::size_t doorway = 0;
  int room = -1;  ///< the fitting room that is theirs
  int till = -1;
  TillStep step = TillStep::kNone;
  int tries = 0;  ///< to find a till
  Tick shift_end = 0;
  Tick next_break = 0;
};

struct TillState {
  bool staffed = false;  ///< a cashier is there, or none is needed
  bool closing = false;  ///< serves who is there, nobody joins
  UnitIndex cashier = -1;
  std::vector<UnitIndex> queue;  ///< the head first
  UnitIndex serving = -1;        ///< at the service point, or on the way to it
};

/// The state of a StoreDay. Its methods are spread over day_*.cc by subject.
class DayState {
 public:
  DayState(Premises& premises, std::uint64_t seed, std::chrono::sys_days date);

  // day_loop.cc
  void run_to(Tick last);
  bool is_over() const { return events_.empty() && crowd_.is_still(); }
  Tick next_tick() const;
  Instant at(Tick tick) const { return schedule_.midnight + tick * kTick; }
  Moment moment() const;

  std::vector<Observer*> observers;
  StoreDay::Quality quality;
  const DaySchedule& schedule() const { return schedule_; }
  Tick now() const { return now_; }
  const Actor& actor(ActorIndex index) const { return actors_[index]; }

 private:
  struct Event {
    enum class Kind : std::uint8_t { kComes, kShift, kCloses, kTimer, kAct, kPatience, kVanish };
    Tick tick = 0;
    std::uint64_t order = 0;
    Kind kind{};
    std::int32_t who = 0;     ///< coming, shift, unit or actor
    std::uint32_t token = 0;  ///< of the unit when the event was planned
    bool operator>(const Event& other) const {
      return tick != other.tick ? tick > other.tick : order > other.order;
    }
  };

  // day_loop.cc
  void plan_event(Event::Kind kind, Tick tick, std::int32_t who, std::uint32_t token = 0);
  void plan_timer(UnitIndex unit, double after_s);
  void handle(const Event& event);
  void step_crowd();
  void report_moves(const Crowd::Events& events);

  // day_people.cc
  struct Entry {
    std::size_t pavement = 0;
    std::size_t end = 0;  ///< 0 or 1
  };
  UnitIndex enter_street(const std::vector<Member>& members, Unit unit, const Entry& entry);
  ActorIndex appear(const Member& member, UnitIndex unit, Point place, double heading);
  void vanish(UnitIndex unit);
  void comes(std::int32_t coming);
  std::vector<Member> draw_members(const Coming& coming, Random& random) const;
  void set_pose(ActorIndex actor, Pose pose);
  void release_spot(ActorIndex actor);
  double unit_speed(const Unit& unit, double factor) const;

  // day_errands.cc
  void plan_visit(Unit& unit, Why why);
  void plan_stops(Unit& unit, const std::vector<int>& zones);
  void plan_way_out(Unit& unit, bool same_door);
  void plan_way_in(Unit& unit);
  void begin(UnitIndex unit);
  void next(UnitIndex unit);
  void walk(UnitIndex unit, Point place, double close_m, double factor);
  void come_along(UnitIndex unit, double speed);
  void arrived(ActorIndex actor);
  void leader_arrived(UnitIndex unit);
  void timer(UnitIndex unit);
  void stuck(ActorIndex actor);
  void begin_browse(UnitIndex unit);
  int free_spot_in(int zone, Random& random) const;
  void take_spot(ActorIndex actor, int spot);
  void spread_out(UnitIndex unit);
  bool stand_beside(UnitIndex unit, std::size_t member, Point middle);
  void act(ActorIndex actor);
  void step_aside(ActorIndex actor, Unit& unit);
  void begin_try_on(UnitIndex unit);
  void closes();

  // day_tills.cc
  void begin_pay(UnitIndex unit);
  int choose_till(const Unit& unit);
  double length_of(const Unit& unit) const;
  double queue_length(int till) const;
  Point place_in_queue(int till, double behind_m) const;
  double offset_in_queue(int till, UnitIndex unit) const;
  void at_till(UnitIndex unit);
  void join(UnitIndex unit);
  void advance_queue(int till);
  void refresh_queue(int till);
  void serve(UnitIndex unit);
  void served(UnitIndex unit);
  void give_up_queue(UnitIndex unit);
  bool accepts(int till) const;

  // day_staff.cc
  void plan_shifts(std::chrono::sys_days date);
  void shift_begins(std::int32_t shift);
  void visit_staff_room(Unit& unit, double stay_s);
  void next_duty(UnitIndex unit);
  void till_ready(UnitIndex unit);
  void close_till_if_done(int till);

  Premises* premises_;
  const Plan* plan_;
  std::uint64_t seed_;
  std::uint64_t day_number_;
  int weekday_;
  DaySchedule schedule_;
  Crowd crowd_;
  Tick now_ = 0;
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
  std::uint64_t order_ = 0;
  std::vector<Actor> actors_;
  std::vector<Unit> units_;
  std::vector<ActorIndex> present_;      ///< in the order of appearance
  std::vector<ActorIndex> actor_in_;     ///< by slot of the crowd
  std::vector<ActorIndex> spot_holder_;  ///< -1 where free
  std::vector<UnitIndex> room_holder_;
  std::vector<TillState> tills_;
  std::vector<Moved> batch_;
};

}  // namespace sillage::sim::internal
