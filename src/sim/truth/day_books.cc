// SPDX-License-Identifier: Apache-2.0
#include "sim/truth/day_books.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include "sim/agents/moment.h"
#include "sim/plan/local_time.h"
#include "sim/truth/internal/levels.h"
#include "sim/truth/internal/line_watch.h"
#include "sim/truth/internal/stay_watch.h"
#include "sim/truth/internal/zone_map.h"

namespace sillage::sim {
namespace {

using internal::Crossing;
using internal::LineWatch;
using internal::StayWatch;
using internal::Tick;
using internal::ZoneStay;

constexpr std::size_t kLongestPath = 7;
constexpr double kTickS = 0.1;

double seconds_of(Tick ticks) { return static_cast<double>(ticks) * kTickS; }

std::pair<std::int32_t, std::int32_t> square_of(Point place) {
  return {static_cast<std::int32_t>(std::floor(place.x / kHeatSquareM)),
          static_cast<std::int32_t>(std::floor(place.y / kHeatSquareM))};
}

struct OpenVisit {
  Instant entered;
  std::optional<Instant> left;
  int door_in = -1, door_out = -1;
};

/// All that is kept about somebody who is there.
struct Being {
  Person person;
  bool is_public = true;
  bool came_in = false;
  Point place;
  int set = -1;            ///< of zones, where one number says it
  std::vector<int> zones;  ///< they are in
  bool in_room = false;
  std::pair<std::int32_t, std::int32_t> square;
  std::optional<Tick> warm_since;  ///< time in the square counts from the step after
  std::vector<StayWatch> stays;    ///< by zone
  std::vector<LineWatch> lines;
  std::vector<int> counted_in;  ///< by zone: the bin in which they were last counted
  std::optional<OpenVisit> visit;
  std::set<int> exposed;             ///< zones since the visit before
  std::vector<StayRow> zone_visits;  ///< since then
  std::optional<Tick> passed_at;     ///< last in a frontage zone
};

}  // namespace

struct DayBooks::Impl {
  Impl(const Plan& p, const TruthOptions& o, std::chrono::sys_days date, RowSink* sink)
      : plan(&p), options(o), rows(sink), map(p) {
    midnight = instant_of(p.time_zone, date, std::chrono::minutes(0));
    const Duration day = instant_of(p.time_zone, date, std::chrono::hours(24)) - midnight;
    bin = std::chrono::minutes(o.bin_minutes);
    gap = from_seconds(o.measure.zone_gap_s) / kTick;
    shortest = from_seconds(o.measure.zone_min_stay_s) / kTick;
    figures.date = to_date(date);
    figures.bins.resize(static_cast<std::size_t>((day + bin - Duration(1)) / bin));
    for (std::size_t i = 0; i < figures.bins.size(); ++i) {
      BinFigures& b = figures.bins[i];
      b.start = midnight + static_cast<std::int64_t>(i) * bin;
      b.end = std::min(b.start + bin, midnight + day);
      for (CrowdFigures* crowd : {&b.crowd, &b.staff}) {
        crowd->lines.resize(p.lines.size());
        crowd->zones.resize(p.zones.size());
      }
      b.tills.resize(p.tills.size());
      b.reach.resize(p.zones.size());
    }
    for (const Line& line : p.lines) gates.push_back(internal::Gate::of(line, o.measure));
    queues.resize(p.tills.size());
    heat_bins.resize(figures.bins.size());
  }

  Tick tick_of(Instant at) const { return (at - midnight) / kTick; }
  Instant instant_of_tick(Tick tick) const { return midnight + tick * kTick; }
  std::size_t bin_of(Instant at) const {
    const std::int64_t index = (at - midnight) / bin;
    return static_cast<std::size_t>(
        std::clamp<std::int64_t>(index, 0, static_cast<std::int64_t>(figures.bins.size()) - 1));
  }
  BinFigures& bin_at(Instant at) { return figures.bins[bin_of(at)]; }
  CrowdFigures& crowd_of(const Being& being, std::size_t index) {
    BinFigures& b = figures.bins[index];
    return being.is_public ? b.crowd : b.staff;
  }

  /// The steps that end in (from, to], by the bin in which each ends.
  template <class Add>
  void for_steps(Tick from, Tick to, Add&& add) {
    const Tick per_bin = bin / kTick;
    while (from < to) {
      const auto index =
          std::min(static_cast<std::size_t>((from + 1) / per_bin), figures.bins.size() - 1);
      const Tick stop = index + 1 == figures.bins.size()
                            ? to
                            : std::min(to, static_cast<Tick>(index + 1) * per_bin - 1);
      add(index, stop - from);
      from = stop;
    }
  }

  // --- heat and zones ---

  void warm(Being& being, Tick until) {
    if (!being.warm_since) return;
    const std::uint64_t key =
        static_cast<std::uint64_t>(static_cast<std::uint32_t>(being.square.first)) << 32 |
        static_cast<std::uint32_t>(being.square.second);
    for_steps(*being.warm_since, until, [&](std::size_t index, Tick ticks) {
      heat_bins[index][being.is_public ? 0 : 1][key] += ticks;
    });
    being.warm_since = until;
  }

  void move_heat(Being& being, Tick at, Point place, bool in_room) {
    const auto square = square_of(place);
    if (being.in_room) {
      // The step out of a room is not measured.
      being.warm_since = in_room ? std::nullopt : std::optional(at);
    } else if (in_room) {
      warm(being, at - 1);
      being.warm_since.reset();
    } else if (square != being.square) {
      warm(being, at - 1);
    }
    being.square = square;
  }

  void take_stay(Being& being, int zone, const ZoneStay& stay) {
    if (stay.length < shortest) return;
    const std::size_t index = bin_of(instant_of_tick(stay.end));
    ZoneFigures& figures_of = crowd_of(being, index).zones[static_cast<std::size_t>(zone)];
    ++figures_of.visits;
    figures_of.dwell.add(seconds_of(stay.length));
    if (stay.cut_off) ++figures_of.cut_off;
    if (int& counted = being.counted_in[zone]; counted != static_cast<int>(index)) {
      counted = static_cast<int>(index);
      ++figures_of.people;
    }
    const StayRow row{being.person.id,
                      being.person.role,
                      zone,
                      instant_of_tick(stay.begin),
                      instant_of_tick(stay.end),
                      seconds_of(stay.length),
                      stay.cut_off};
    being.zone_visits.push_back(row);
    if (rows != nullptr) rows->stay(row);
  }

  void enter_zone(Being& being, int zone, Tick at, bool appears) {
    if (const auto over = being.stays[zone].enter(at, appears, gap)) take_stay(being, zone, *over);
    if (plan->zones[zone].type != config::ZoneType::kFrontage) being.exposed.insert(zone);
  }

  void spend(const Being& being, int zone, Tick from, Tick to) {
    for_steps(from, to, [&](std::size_t index, Tick ticks) {
      crowd_of(being, index).zones[static_cast<std::size_t>(zone)].person_s += seconds_of(ticks);
    });
  }

  void leave_zone(Being& being, int zone, Tick at) {
    spend(being, zone, being.stays[zone].inside_since(), at - 1);
    being.stays[zone].leave(at);
    if (plan->zones[zone].type == config::ZoneType::kFrontage) being.passed_at = at - 1;
  }

  void move_zones(Being& being, Tick at, Point place, bool appears) {
    const int set = map.set_at(place);
    if (set >= 0 && set == being.set) return;
    being.set = set;
    const std::vector<int>& now = map.at(place);
    if (now == being.zones) return;
    for (const int zone : being.zones) {
      if (!std::binary_search(now.begin(), now.end(), zone)) leave_zone(being, zone, at);
    }
    for (const int zone : now) {
      if (!std::binary_search(being.zones.begin(), being.zones.end(), zone)) {
        enter_zone(being, zone, at, appears);
      }
    }
    being.zones = now;
  }

  // --- visits ---

  void cross(Being& being, int line, const Crossing& crossing) {
    const std::size_t index = bin_of(crossing.at);
    LineFigures& on_line = crowd_of(being, index).lines[static_cast<std::size_t>(line)];
    ++(crossing.inward ? on_line.entries : on_line.exits);
    if (being.person.role != Role::kVisitor) return;
    crossing.inward ? come_in(being, line, crossing.at) : go_out(being, line, crossing.at);
  }

  void come_in(Being& being, int line, Instant at) {
    being.came_in = true;
    Group& group = groups[being.person.unit];
    if (!group.entered) {
      group.entered = at;
      ++bin_at(at).units;
      if (group.people > 1) ++bin_at(at).units_of_several;
    }
    if (being.visit && being.visit->left) {
      inside.change(at - midnight, 1);
      if (at - *being.visit->left < from_seconds(options.measure.state_ttl_s)) {
        being.visit->left.reset();
        return;
      }
      settle_stays(being, tick_of(at));
      end_visit(being, *being.visit->left);
    } else if (being.visit) {
      return;  // over a second line, already inside
    } else {
      inside.change(at - midnight, 1);
    }
    being.visit = OpenVisit{at, std::nullopt, line, -1};
  }

  void go_out(Being& being, int line, Instant at) {
    if (!being.visit || being.visit->left) return;
    inside.change(at - midnight, -1);
    being.visit->left = at;
    being.visit->door_out = line;
  }

  void settle_stays(Being& being, Tick at) {
    for (int zone = 0; zone < static_cast<int>(being.stays.size()); ++zone) {
      if (const auto over = being.stays[zone].settle(at, gap)) take_stay(being, zone, *over);
    }
  }

  std::vector<int> path_of(std::vector<StayRow> stays) {
    std::stable_sort(stays.begin(), stays.end(),
                     [](const StayRow& a, const StayRow& b) { return a.begin < b.begin; });
    std::vector<int> path;
    for (const StayRow& stay : stays) {
      if (plan->zones[stay.zone].type == config::ZoneType::kFrontage) continue;
      if (!path.empty() && path.back() == stay.zone) continue;
      if (!path.empty()) ++bin_at(stay.begin).flows[{path.back(), stay.zone}];
      path.push_back(stay.zone);
    }
    return path;
  }

  void end_visit(Being& being, Instant left) {
    const OpenVisit& visit = *being.visit;
    VisitRow row{being.person, visit.entered, left, visit.door_in, visit.door_out, {}, false};
    BinFigures& b = bin_at(left);
    const double length_s = seconds(left - visit.entered);
    ++b.visits;
    b.visit_duration.add(length_s);
    if (length_s < options.bounce_s) ++b.bounces;
    for (const int zone : being.exposed) {
      ++b.reach[zone].exposed;
      if (plan->zones[zone].type == config::ZoneType::kService) row.reached_till = true;
    }
    if (row.reached_till) ++b.reached_till;
    for (const StayRow& stay : being.zone_visits) {
      if (stay.length_s >= options.engaged_s) ++b.reach[stay.zone].engaged;
    }
    ++b.segments[static_cast<std::size_t>(being.person.presentation)]
                [static_cast<std::size_t>(being.person.age_band)];
    row.path = path_of(being.zone_visits);
    std::vector<int> short_path = row.path;
    short_path.resize(std::min(short_path.size(), kLongestPath));
    ++figures.paths[short_path];
    if (rows != nullptr) rows->visit(row);
    being.exposed = std::set<int>(being.zones.begin(), being.zones.end());
    being.zone_visits.clear();
    being.visit.reset();
  }

  // --- coming and going ---

  void appear(Instant at, const Person& person, Point place) {
    const Tick tick = tick_of(at);
    Being being;
    being.person = person;
    being.is_public = person.role == Role::kVisitor || person.role == Role::kPasserBy;
    being.place = place;
    being.in_room = map.is_in_room(place);
    being.square = square_of(place);
    if (!being.in_room) being.warm_since = tick;
    being.stays.resize(plan->zones.size());
    being.lines.resize(gates.size());
    being.counted_in.assign(plan->zones.size(), -1);
    move_zones(being, tick, place, true);
    step_lines(being, at, place);
    const auto index = static_cast<std::size_t>(person.id);
    beings.resize(std::max(beings.size(), index + 1));
    beings[index] = std::make_unique<Being>(std::move(being));
    Group& group = groups[person.unit];
    group.kind = person.kind;
    group.role = person.role;
    ++group.people;
    ++group.present;
    if (rows != nullptr) rows->person(person, at);
  }

  void step_lines(Being& being, Instant at, Point place) {
    for (std::size_t i = 0; i < gates.size(); ++i) {
      crossings.clear();
      being.lines[i].step(gates[i], at, place, crossings);
      for (const Crossing& crossing : crossings) cross(being, static_cast<int>(i), crossing);
    }
  }

  void move(Instant at, const Moved& step) {
    Being& being = *beings[static_cast<std::size_t>(step.person)];
    const Tick tick = tick_of(at);
    const bool in_room = map.is_in_room(step.place);
    move_heat(being, tick, step.place, in_room);
    being.in_room = in_room;
    move_zones(being, tick, step.place, false);
    step_lines(being, at, step.place);
    being.place = step.place;
  }

  void vanish(Instant gone, PersonId id) {
    Being& being = *beings[static_cast<std::size_t>(id)];
    const Instant at = gone - kTick;  // last seen
    const Tick tick = tick_of(at);
    warm(being, tick);
    for (std::size_t i = 0; i < gates.size(); ++i) {
      crossings.clear();
      being.lines[i].end(gates[i], at, crossings);
      for (const Crossing& crossing : crossings) cross(being, static_cast<int>(i), crossing);
    }
    for (const int zone : being.zones) {
      spend(being, zone, being.stays[zone].inside_since(), tick);
      if (plan->zones[zone].type == config::ZoneType::kFrontage) being.passed_at = tick;
    }
    for (int zone = 0; zone < static_cast<int>(being.stays.size()); ++zone) {
      if (const auto over = being.stays[zone].end(tick)) take_stay(being, zone, *over);
    }
    if (being.visit) {
      if (!being.visit->left) inside.change(at - midnight, -1);
      end_visit(being, being.visit->left.value_or(at));
    }
    if (being.is_public && !being.came_in && being.passed_at) {
      ++bin_at(instant_of_tick(*being.passed_at)).pass_by;
    }
    Group& group = groups[being.person.unit];
    if (--group.present == 0 && rows != nullptr) {
      rows->unit({being.person.unit, group.role, group.kind, group.people, group.entered});
    }
    beings[static_cast<std::size_t>(id)].reset();
  }

  // --- tills ---

  void leave_queue(Instant at, UnitId unit, std::size_t till) {
    queues[till].waiting.change(at - midnight, -open_queue.at(unit).people);
  }

  void begin_service(Instant at, UnitId unit, std::size_t till) {
    leave_queue(at, unit, till);
    QueueRow& row = open_queue.at(unit);
    row.served_from = at;
    bin_at(at).tills[till].wait.add(seconds(at - row.joined));
  }

  void close_queue_row(UnitId unit) {
    if (rows != nullptr) rows->queue(open_queue.at(unit));
    open_queue.erase(unit);
  }

  DayFigures close() {
    const std::size_t bins = figures.bins.size();
    const auto occupancy = inside.sample(bin, bins);
    std::vector<std::vector<internal::Levels::Sampled>> lengths;
    for (auto& queue : queues) lengths.push_back(queue.waiting.sample(bin, bins));
    for (std::size_t i = 0; i < bins; ++i) {
      BinFigures& b = figures.bins[i];
      b.occupancy_mean = occupancy[i].mean;
      b.occupancy_max = occupancy[i].most;
      for (std::size_t till = 0; till < queues.size(); ++till) {
        b.tills[till].length_mean = lengths[till][i].mean;
        b.tills[till].length_max = lengths[till][i].most;
      }
      for (std::size_t who = 0; who < 2; ++who) {
        auto& heat = who == 0 ? b.crowd.heat : b.staff.heat;
        for (const auto& [key, ticks] : heat_bins[i][who]) {
          heat[{static_cast<std::int32_t>(key >> 32), static_cast<std::int32_t>(key)}] =
              seconds_of(ticks);
        }
      }
    }
    return std::move(figures);
  }

  struct Group {
    Role role{};
    UnitKind kind{};
    int people = 0, present = 0;
    std::optional<Instant> entered;
  };
  struct Queue {
    internal::Levels waiting;
  };

  const Plan* plan;
  TruthOptions options;
  RowSink* rows;
  internal::ZoneMap map;
  Instant midnight;
  Duration bin{};
  Tick gap = 0, shortest = 0;
  DayFigures figures;
  std::vector<internal::Gate> gates;
  std::vector<std::unique_ptr<Being>> beings;  ///< by id; ids are given in order
  std::map<UnitId, Group> groups;
  internal::Levels inside;
  std::vector<Queue> queues;
  std::map<UnitId, QueueRow> open_queue;
  std::vector<std::array<std::unordered_map<std::uint64_t, Tick>, 2>> heat_bins;
  std::vector<Crossing> crossings;
};

DayBooks::DayBooks(const Plan& plan, const TruthOptions& options, std::chrono::sys_days date,
                   RowSink* rows)
    : impl_(std::make_unique<Impl>(plan, options, date, rows)) {}
DayBooks::~DayBooks() = default;

void DayBooks::appeared(Instant at, const Person& person, Point place) {
  impl_->appear(at, person, place);
}
void DayBooks::moved(Instant at, std::span<const Moved> all) {
  for (const Moved& step : all) impl_->move(at, step);
}
void DayBooks::vanished(Instant at, PersonId person) { impl_->vanish(at, person); }

void DayBooks::joined_queue(Instant at, UnitId unit, std::size_t till, int people) {
  impl_->open_queue[unit] = {unit, till, people, at, std::nullopt, std::nullopt, std::nullopt};
  impl_->queues[till].waiting.change(at - impl_->midnight, people);
  ++impl_->bin_at(at).tills[till].joined;
}

void DayBooks::service_began(Instant at, UnitId unit, std::size_t till) {
  impl_->begin_service(at, unit, till);
}

void DayBooks::service_ended(Instant at, UnitId unit, std::size_t till) {
  QueueRow& row = impl_->open_queue.at(unit);
  row.served_to = at;
  impl_->bin_at(at).tills[till].service.add(seconds(at - *row.served_from));
  impl_->close_queue_row(unit);
}

void DayBooks::left_queue(Instant at, UnitId unit, std::size_t till) {
  impl_->leave_queue(at, unit, till);
  ++impl_->bin_at(at).tills[till].abandoned;
  impl_->open_queue.at(unit).left = at;
  impl_->close_queue_row(unit);
}

DayFigures DayBooks::close() { return impl_->close(); }

}  // namespace sillage::sim
