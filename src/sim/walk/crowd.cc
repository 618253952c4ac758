// SPDX-License-Identifier: Apache-2.0
#include "sim/walk/crowd.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/walk/internal/avoid.h"
#include "sim/walk/internal/disc_grid.h"

namespace sillage::sim {
namespace {

using internal::Disc;
using internal::DiscGrid;
using internal::DiscId;

/// Room that walkers leave between one another where they can, m.
constexpr double kComfortM = 0.1;
/// Time in which a walker comes to the wished velocity: the relaxation time of pedestrian models
/// (0.5 s in Moussaid et al. 2011), as the share of the difference made up in one tick.
constexpr double kRelax = 0.2;
/// The same for the trunk, which follows the steps.
constexpr double kTurn = 0.3;
/// Braking before a goal, m/s2.
constexpr double kBrake = 1.2;
/// This near, a goal in sight is walked to straight, m.
constexpr double kStraightM = 1.6;
/// How much less the standing yield to a push than those who walk.
constexpr double kStandingYields = 0.25;
/// The same of the first among those who have been stuck for a while and push their way: a jam of
/// equals would not clear.
constexpr double kPushingYields = 0.15;
constexpr double kPushingMps = 0.4;
constexpr int kPatienceS = 2;
/// After so long they no longer look for a way round, but ask people to make room.
constexpr int kAskS = 4;
constexpr int kPushRounds = 20;
/// Overlap that is left alone, m.
constexpr double kTouchM = 0.002;
constexpr int kTicksPerS = 10;
/// Seconds without getting on after which a walker is stuck, and metres that count as getting on.
constexpr int kStuckS = 5;
constexpr double kGetsOnM = 0.15;
/// Company farther behind than this makes its leader slow down, m.
constexpr double kLagM = 2.0;
constexpr double kLostM = 2.5;

double length_of(Point p) { return std::sqrt(dot(p, p)); }
Point pointing(double heading) { return {std::cos(heading), std::sin(heading)}; }

struct Member {
  Crowd::Walker seen;
  DiscId body = -1;
  DiscId front = -1;  ///< what leads: the body, or what is pushed
  double reach = 0;
  bool wheels = false;
  bool active = false;
  bool alive = false;
  bool moved = false;
  std::int32_t unit = -1;
  Point goal;
  double speed = 0;
  double close_m = 0;
  std::shared_ptr<const Field> field;
  WalkerSlot leader = -1;
  Point offset;
  double lag_m = 0;  ///< how far the last of its company is behind
  Point checked_at;  ///< where it was when last asked whether it gets on
  int ticks = 0;
  int stuck_s = 0;
};

}  // namespace

struct Crowd::Impl {
  explicit Impl(Routes& all)
      : routes(&all),
        ground(&all.ground()),
        discs(ground->origin(), ground->node(ground->columns(), ground->rows())) {}

  // --- choosing a velocity ---

  /// Unit vector of the way to the goal.
  Point way_of(const Member& walker, Point at, double to_goal) const {
    const double radius = discs[walker.front].radius;
    if (to_goal < kStraightM && ground->is_clear(at, walker.goal, 0.8 * radius)) {
      return to_goal > 1e-6 ? (walker.goal - at) * (1 / to_goal) : Point{};
    }
    return walker.field->direction(at);
  }

  Point wish_of(const Member& walker, double& horizon) const {
    const Point at = discs[walker.front].at;
    const double to_goal = length_of(walker.goal - at);
    horizon = std::min(horizon, to_goal + 0.2);
    double speed = std::min(walker.speed, std::sqrt(2 * kBrake * to_goal) + 0.1);
    if (walker.lag_m > kLagM) speed *= walker.lag_m > 2 * kLagM ? 0.25 : 0.6;
    return way_of(walker, at, to_goal) * speed;
  }

  Point wish_of_company(Member& walker) {
    Member& leader = members[walker.leader];
    const Point at = discs[walker.front].at;
    const Point ahead = leader.seen.facing, left{-ahead.y, ahead.x};
    const double radius = discs[walker.front].radius + 0.03;
    Point place = leader.seen.place + ahead * walker.offset.x + left * walker.offset.y;
    if (!ground->is_clear(leader.seen.place, place, radius)) {
      place = leader.seen.place - ahead * (0.75 + 0.4 * std::abs(walker.offset.y));
    }
    const Point to_place = place - at;
    const double gap = length_of(to_place);
    leader.lag_m = std::max(leader.lag_m, gap);
    // Keeps up with a stride more than the leader's, and a little longer where it fell behind.
    const double most = std::max(walker.speed, length_of(leader.seen.velocity)) * 1.25 + 0.1;
    if (gap > 0.4 && !ground->is_clear(at, place, 0.8 * radius)) {
      // Near, the same way as the leader; once lost from sight, to where they are.
      if (gap < kLostM && leader.field) return leader.field->direction(at) * most;
      if (walker.ticks == 0 || !walker.field) {
        walker.field = routes->to(leader.seen.place, walker.wheels);
      }
      return walker.field->direction(at) * most;
    }
    const Point wish = leader.seen.velocity + to_place * 1.0;
    const double speed = length_of(wish);
    if (gap < 0.2 && length_of(leader.seen.velocity) < 0.05) return {};
    return speed > most ? wish * (most / speed) : wish;
  }

  void find_neighbours(const Member& walker, double horizon) {
    near.clear();
    const Disc& me = discs[walker.front];
    // Who stands in one another's way for long comes closer.
    const double room = pushes(walker) ? 0.01 : kComfortM;
    discs.visit_near(me.at, horizon + 0.6, [&](DiscId id, const Disc& other) {
      if (id == walker.front || id == walker.body) return;
      const Member& owner = members[other.owner];
      if (owner.unit >= 0 && owner.unit == walker.unit) return;
      const Point to = other.at - me.at;
      const double reach = me.radius + other.radius;
      if (dot(to, to) > (horizon + 0.6) * (horizon + 0.6)) return;
      near.push_back({to, owner.seen.velocity, std::min(reach + room, length_of(to) - 1e-3)});
    });
  }

  void advance(WalkerSlot slot) {
    Member& walker = members[slot];
    double horizon = internal::kHorizonM;
    const Point wish = walker.leader >= 0 ? wish_of_company(walker) : wish_of(walker, horizon);
    walker.lag_m = 0;
    find_neighbours(walker, horizon);
    const Disc& front = discs[walker.front];
    Point choice =
        internal::avoid({front.at, walker.seen.velocity, front.radius, horizon, pushes(walker)},
                        wish, near, *ground);
    if (const double pace = length_of(choice); pushes(walker) && pace < kPushingMps) {
      const bool asks = pace < 1e-3 || walker.stuck_s >= kAskS;
      const Point direction =
          asks ? wish * (1 / std::max(1e-3, length_of(wish))) : choice * (1 / pace);
      choice = direction * std::min(kPushingMps, length_of(wish));
    }
    walker.seen.velocity = walker.seen.velocity + (choice - walker.seen.velocity) * kRelax;
    discs.move(walker.front, front.at + walker.seen.velocity * kTickS);
    keep_reach(walker);
  }

  /// What is pushed goes ahead, and the body follows in its trail.
  void keep_reach(const Member& walker) {
    if (walker.front == walker.body) return;
    const Point front = discs[walker.front].at, back = discs[walker.body].at - front;
    const double length = length_of(back);
    const Point direction = length > 1e-6 ? back * (1 / length) : walker.seen.facing * -1.0;
    discs.move(walker.body, front + direction * walker.reach);
  }

  // --- no two at one place ---

  void note_moved(WalkerSlot slot) {
    Member& walker = members[slot];
    if (walker.moved) return;
    walker.moved = true;
    events.moved.push_back(slot);
    before.push_back(walker.seen.place);
  }

  void off_walls(DiscId id) {
    const Disc& disc = discs[id];
    const double short_of = disc.radius - ground->clearance(disc.at);
    if (short_of <= 0) return;
    const Point away = ground->away(disc.at);
    const double slope2 = dot(away, away);
    if (slope2 < 1e-6) return;
    discs.move(id, disc.at + away * (short_of / std::max(slope2, 0.25)));
  }

  bool pushes(const Member& walker) const { return walker.stuck_s >= kPatienceS; }

  double yields_to(WalkerSlot slot, WalkerSlot other) const {
    const Member& walker = members[slot];
    if (!walker.seen.walking) return pushes(members[other]) ? 1.0 : kStandingYields;
    const bool first = pushes(walker) && (!pushes(members[other]) || slot < other);
    return first ? kPushingYields : 1.0;
  }

  /// Pushes two overlapping discs apart; how much they overlapped.
  double push_pair(DiscId a, DiscId b, bool all_equal) {
    const Point between = discs[b].at - discs[a].at;
    const double apart = length_of(between);
    const double overlap = discs[a].radius + discs[b].radius - apart;
    if (overlap <= kTouchM) return 0;
    // Whoever is pressed against a wall cannot yield: in the last rounds all are equal.
    const double a_yields = all_equal ? 1 : yields_to(discs[a].owner, discs[b].owner);
    const double b_yields = all_equal ? 1 : yields_to(discs[b].owner, discs[a].owner);
    const double share = overlap / (a_yields + b_yields);
    const Point direction = apart > 1e-9 ? between * (1 / apart) : Point{1, 0};
    discs.move(a, discs[a].at - direction * (share * a_yields));
    discs.move(b, discs[b].at + direction * (share * b_yields));
    note_moved(discs[a].owner);
    note_moved(discs[b].owner);
    return overlap;
  }

  double push_from_others(DiscId id, bool all_equal) {
    double worst = 0;
    touching.clear();
    const Disc& me = discs[id];
    discs.visit_near(me.at, me.radius + 0.5, [&](DiscId other, const Disc& disc) {
      if (other == id || disc.owner == me.owner) return;
      const Point between = disc.at - me.at;
      const double reach = disc.radius + me.radius;
      if (dot(between, between) < reach * reach) touching.push_back(other);
    });
    for (const DiscId other : touching) worst = std::max(worst, push_pair(id, other, all_equal));
    return worst;
  }

  void push_apart() {
    double worst = 0;
    for (int round = 0; round < kPushRounds; ++round) {
      worst = 0;
      const bool all_equal = round >= 4;
      // The list grows by those who are pushed.
      for (std::size_t i = 0; i < events.moved.size(); ++i) {
        const Member& walker = members[events.moved[i]];
        worst = std::max(worst, push_from_others(walker.front, all_equal));
        if (walker.body != walker.front) {
          worst = std::max(worst, push_from_others(walker.body, all_equal));
          keep_reach(walker);
          off_walls(walker.body);
        }
        off_walls(walker.front);
      }
      if (worst <= kTouchM) break;
    }
    if (worst > kTouchM) measure_overlap();
  }

  void measure_overlap() {
    for (const WalkerSlot slot : events.moved) {
      for (const DiscId id : {members[slot].front, members[slot].body}) {
        const Disc& me = discs[id];
        discs.visit_near(me.at, me.radius + 0.5, [&](DiscId, const Disc& other) {
          if (other.owner == me.owner) return;
          worst_overlap =
              std::max(worst_overlap, me.radius + other.radius - length_of(other.at - me.at));
        });
      }
    }
  }

  // --- after a tick ---

  void settle(WalkerSlot slot, Point was) {
    Member& walker = members[slot];
    walker.moved = false;
    Walker& seen = walker.seen;
    seen.place = discs[walker.body].at;
    seen.pushed_at = discs[walker.front].at;
    const Point step = seen.place - was;
    const double length = length_of(step);
    seen.walked_m += length;
    if (!seen.walking) return;
    if (walker.front != walker.body) {
      seen.facing = (seen.pushed_at - seen.place) * (1 / walker.reach);
    } else if (length > 0.02) {
      // The trunk turns after the steps; who turns round begins sideways.
      const Point turned = seen.facing + (step * (1 / length) - seen.facing) * kTurn;
      const double shrunk = length_of(turned);
      seen.facing = shrunk > 0.1 ? turned * (1 / shrunk) : Point{-seen.facing.y, seen.facing.x};
    }
    // Who was held up does not keep pushing with the old velocity.
    const double real = length / kTickS, meant = length_of(seen.velocity);
    if (meant > real + 0.3) seen.velocity = seen.velocity * ((real + 0.1) / meant);
  }

  void check_progress(WalkerSlot slot) {
    Member& walker = members[slot];
    if (++walker.ticks < kTicksPerS) return;
    walker.ticks = 0;
    const bool gets_on = length_of(walker.seen.place - walker.checked_at) >= kGetsOnM;
    walker.checked_at = walker.seen.place;
    if (gets_on || walker.leader >= 0) {
      walker.stuck_s = std::max(0, walker.stuck_s - 1);
    } else if (++walker.stuck_s % kStuckS == 0) {
      events.stuck.push_back(slot);
    }
  }

  void check_arrival(WalkerSlot slot) {
    Member& walker = members[slot];
    if (walker.leader >= 0) return;
    const double left = length_of(walker.goal - discs[walker.front].at);
    // Somebody else may stand there: then near is near enough after a while.
    if (left > walker.close_m + (pushes(walker) ? 0.45 : 0)) return;
    events.arrived.push_back(slot);
  }

  const Events& step() {
    events.moved.clear();
    events.arrived.clear();
    events.stuck.clear();
    before.clear();
    for (const WalkerSlot slot : active) note_moved(slot);
    for (const WalkerSlot slot : active) advance(slot);
    push_apart();
    for (std::size_t i = 0; i < events.moved.size(); ++i) settle(events.moved[i], before[i]);
    for (const WalkerSlot slot : active) {
      check_progress(slot);
      check_arrival(slot);
    }
    for (const WalkerSlot slot : events.arrived) halt(slot);
    return events;
  }

  void activate(WalkerSlot slot) {
    Member& walker = members[slot];
    walker.seen.walking = true;
    if (walker.active) return;  // on the way to another goal: who was stuck still is
    walker.checked_at = walker.seen.place;
    walker.ticks = walker.stuck_s = 0;
    walker.active = true;
    active.push_back(slot);
  }

  void halt(WalkerSlot slot) {
    Member& walker = members[slot];
    walker.seen.walking = false;
    walker.seen.velocity = {};
    walker.leader = -1;
    walker.field.reset();
    if (!walker.active) return;
    walker.active = false;
    active.erase(std::find(active.begin(), active.end(), slot));
  }

  Routes* routes;
  const Ground* ground;
  DiscGrid discs;
  std::vector<Member> members;
  std::vector<WalkerSlot> vacant;
  std::vector<WalkerSlot> active;
  std::vector<internal::Neighbour> near;  ///< scratch of one walker
  std::vector<DiscId> touching;           ///< scratch of one disc
  std::vector<Point> before;              ///< where events.moved were
  Events events;
  double worst_overlap = 0;
};

Crowd::Crowd(Routes& routes) : impl_(std::make_unique<Impl>(routes)) {}
Crowd::Crowd(Crowd&&) noexcept = default;
Crowd& Crowd::operator=(Crowd&&) noexcept = default;
Crowd::~Crowd() = default;

WalkerSlot Crowd::add(const WalkerSpec& spec) {
  WalkerSlot slot = static_cast<WalkerSlot>(impl_->members.size());
  if (impl_->vacant.empty()) {
    impl_->members.emplace_back();
  } else {
    slot = impl_->vacant.back();
    impl_->vacant.pop_back();
  }
  Member& walker = impl_->members[slot] = Member{};
  walker.alive = true;
  walker.unit = spec.unit;
  walker.wheels = spec.wheels;
  walker.reach = spec.push_reach;
  walker.seen.place = spec.at;
  walker.seen.facing = pointing(spec.heading);
  walker.seen.radius = spec.radius;
  walker.body = walker.front = impl_->discs.add({spec.at, spec.radius, slot});
  if (spec.push_radius > 0) {
    const Point ahead = spec.at + walker.seen.facing * spec.push_reach;
    walker.front = impl_->discs.add({ahead, spec.push_radius, slot});
  }
  walker.seen.pushed_at = impl_->discs[walker.front].at;
  return slot;
}

void Crowd::remove(WalkerSlot slot) {
  Member& walker = impl_->members[slot];
  impl_->halt(slot);
  for (std::size_t i = impl_->active.size(); i-- > 0;) {
    if (impl_->members[impl_->active[i]].leader == slot) impl_->halt(impl_->active[i]);
  }
  if (walker.front != walker.body) impl_->discs.remove(walker.front);
  impl_->discs.remove(walker.body);
  walker.alive = false;
  impl_->vacant.push_back(slot);
}

bool Crowd::is_vacant(Point at, double radius) const {
  bool vacant = true;
  impl_->discs.visit_near(at, radius + 0.5, [&](DiscId, const Disc& other) {
    if (length_of(other.at - at) < other.radius + radius) vacant = false;
  });
  return vacant;
}

void Crowd::go(WalkerSlot slot, Point goal, double speed, double close_m) {
  Member& walker = impl_->members[slot];
  walker.leader = -1;
  walker.goal = goal;
  walker.speed = speed;
  walker.close_m = close_m;
  walker.field = impl_->routes->to(goal, walker.wheels);
  impl_->activate(slot);
}

void Crowd::accompany(WalkerSlot slot, WalkerSlot leader, Point offset, double speed) {
  Member& walker = impl_->members[slot];
  walker.leader = leader;
  walker.offset = offset;
  walker.speed = speed;
  walker.field.reset();
  impl_->activate(slot);
}

void Crowd::halt(WalkerSlot slot) { impl_->halt(slot); }
const Crowd::Events& Crowd::step() { return impl_->step(); }
const Crowd::Walker& Crowd::operator[](WalkerSlot slot) const { return impl_->members[slot].seen; }
bool Crowd::is_still() const { return impl_->active.empty(); }
double Crowd::worst_overlap() const { return impl_->worst_overlap; }

}  // namespace sillage::sim
