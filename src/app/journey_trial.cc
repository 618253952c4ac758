// SPDX-License-Identifier: Apache-2.0
#include "app/journey_trial.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <variant>

#include "app/progress.h"
#include "app/stop.h"
#include "eval/zone_flows.h"
#include "floor/journey/journeys.h"
#include "sim/plan/local_time.h"
#include "sim/plan/reader.h"
#include "sim/sightings/day_moments.h"
#include "sim/sightings/sighting_stream.h"

namespace sillage::app {
namespace {

/// Truth and result are compared so often.
constexpr Duration kEvery = std::chrono::milliseconds(500);
/// A sighting is of that moment if it is no farther away than this.
constexpr Duration kNear = std::chrono::milliseconds(120);
constexpr Duration kPiece = std::chrono::milliseconds(1'100);
constexpr double kLeastVisible = 0.5;

/// Where things are in the store.
class Map {
 public:
  static Result<Map> create(const sim::Plan& plan, const config::StoreConfig& store) {
    ASSIGN_OR_RETURN(Polygon outline, Polygon::create(plan.outline));
    return Map(std::move(outline), store);
  }
  bool is_inside(Point place) const { return outline_.contains(place); }
  /// The first zone that holds it, but for those outside; -1: none.
  int zone_at(Point place) const {
    for (std::size_t i = 0; i < zones_.size(); ++i) {
      if (zones_[i].type == config::ZoneType::kFrontage) continue;
      if (zones_[i].area.contains(place)) return static_cast<int>(i);
    }
    return -1;
  }

 private:
  Map(Polygon outline, const config::StoreConfig& store)
      : outline_(std::move(outline)), zones_(store.zones) {}
  Polygon outline_;
  std::vector<config::Zone> zones_;
};

/// The truth of a day, every half second.
struct Truth {
  std::map<Instant, std::vector<eval::TruePlace>> moments;
  eval::ZoneFlows flows;  ///< of everybody, as the floor cannot tell staff here

  void add(const sim::Moment& now, const std::vector<sim::Person>& cast,
           const std::map<sim::PersonId, double>& visible, const Map& map) {
    auto& places = moments[now.at];
    for (const sim::Stance& stance : now.people) {
      const bool is_visitor =
          cast[static_cast<std::size_t>(stance.person)].role == sim::Role::kVisitor;
      const auto shown = visible.find(stance.person);
      const bool is_shown = shown != visible.end() && shown->second >= kLeastVisible;
      places.push_back({static_cast<std::int64_t>(stance.person), stance.place,
                        is_visitor && is_shown && map.is_inside(stance.place)});
      flows.see(static_cast<std::uint64_t>(stance.person), now.at, map.zone_at(stance.place));
    }
  }
};

/// One level on its way, and what came out of it.
class Run {
 public:
  Run(int level, floor::Journeys journeys) : level_(level), journeys_(std::move(journeys)) {}

  void take(const wire::EyeMessage& message, const Map& map) {
    keep(journeys_.process(message), map);
  }
  JourneyResult finish(const Truth& truth, Duration memory, const Map& map) {
    keep(journeys_.finish(), map);
    JourneyResult result;
    result.level = level_;
    result.possible_links = possible_links_;
    result.figures = score(truth, memory);
    result.zone_visits.add(truth.flows.visits(), flows_.visits());
    result.flows.add(truth.flows.flows(), flows_.flows());
    result.flows_links_only.add(truth.flows.flows(), sure_flows_.flows());
    return result;
  }

 private:
  struct Piece {
    std::uint64_t tracklet = 0;
    Instant last;
  };
  struct Kept {
    eval::SeenPlace seen;
    Duration off;
  };

  void keep(const std::vector<floor::JourneyMessage>& messages, const Map& map) {
    for (const auto& message : messages) {
      if (const auto* link = std::get_if<floor::PossibleLink>(&message)) {
        ++possible_links_;
        flows_.may_continue(static_cast<std::uint64_t>(link->earlier),
                            static_cast<std::uint64_t>(link->later), link->probability);
      } else if (const auto* sighting = std::get_if<wire::Sighting>(&message)) {
        if (sighting->kind != wire::SightingKind::kEnded) keep(*sighting, map);
      }
    }
  }

  void keep(const wire::Sighting& sighting, const Map& map) {
    const auto identity = static_cast<std::uint64_t>(sighting.track);
    auto [entry, is_new] = pieces_.try_emplace(identity);
    Piece& piece = entry->second;
    if (is_new || sighting.captured_at - piece.last > kPiece) piece.tracklet = ++last_tracklet_;
    piece.last = std::max(piece.last, sighting.captured_at);
    const Point place = sighting.foot_in_floor;
    flows_.see(identity, sighting.captured_at, map.zone_at(place));
    sure_flows_.see(identity, sighting.captured_at, map.zone_at(place));
    if (!map.is_inside(place)) return;
    const auto number = (sighting.captured_at.time_since_epoch() + kEvery / 2) / kEvery;
    const Instant moment{number * kEvery};
    const Duration off = std::chrono::abs(sighting.captured_at - moment);
    if (off > kNear) return;
    auto [kept, is_first] =
        moments_[moment].try_emplace(piece.tracklet, Kept{{piece.tracklet, identity, place}, off});
    if (!is_first && off < kept->second.off) kept->second = {{piece.tracklet, identity, place}, off};
  }

  eval::JourneyFigures score(const Truth& truth, Duration memory) const {
    eval::JourneyScore score(memory);
    for (const auto& [at, places] : truth.moments) {
      std::vector<eval::SeenPlace> seen;
      const auto found = moments_.find(at);
      if (found != moments_.end()) {
        for (const auto& [tracklet, kept] : found->second) seen.push_back(kept.seen);
      }
      score.add(at, places, seen);
    }
    return score.figures();
  }

  int level_;
  floor::Journeys journeys_;
  std::map<std::uint64_t, Piece> pieces_;  ///< by identity
  std::uint64_t last_tracklet_ = 0;
  std::map<Instant, std::map<std::uint64_t, Kept>> moments_;
  eval::ZoneFlows flows_, sure_flows_;
  std::int64_t possible_links_ = 0;
};

struct Eye {
  sim::Watch watch;
  sim::SightingStream stream;
};

Result<std::vector<Eye>> open_eyes(const sim::Plan& plan, Instant from,
                                   const JourneyTrialOptions& options) {
  const bool codes =
      std::any_of(options.levels.begin(), options.levels.end(), [](int l) { return l >= 3; });
  std::vector<Eye> eyes;
  for (const sim::CameraPlan& camera : plan.cameras) {
    const sim::WatchOptions watching{.seed = options.seed, .perfect = options.perfect};
    ASSIGN_OR_RETURN(auto watch, sim::Watch::create(plan, camera.id, from, watching));
    ASSIGN_OR_RETURN(auto stream,
                     sim::SightingStream::create(watch.view(), watching, {.codes = codes}));
    eyes.push_back({std::move(watch), std::move(stream)});
  }
  return eyes;
}

Result<std::vector<Run>> open_runs(config::StoreConfig store, const JourneyTrialOptions& options) {
  std::vector<Run> runs;
  store.measure.state_ttl_s = options.memory_s;
  for (const int level : options.levels) {
    store.journey.level = level;
    ASSIGN_OR_RETURN(auto journeys, floor::Journeys::create(store));
    runs.emplace_back(level, std::move(journeys));
  }
  return runs;
}

}  // namespace

Result<std::vector<JourneyResult>> try_journeys(const sim::Plan& plan,
                                                const JourneyTrialOptions& options) {
  const auto store = sim::store_config_of(plan);
  const Instant from = sim::instant_of(plan.time_zone, options.date, options.from);
  ASSIGN_OR_RETURN(const Map map, Map::create(plan, store));
  ASSIGN_OR_RETURN(auto eyes, open_eyes(plan, from, options));
  ASSIGN_OR_RETURN(auto runs, open_runs(store, options));
  sim::Premises premises(plan);
  sim::DayMoments moments(premises, options.seed, options.date, from);
  Truth truth;
  const auto ticks = static_cast<std::int64_t>(options.hours * 3600 / seconds(sim::kTick) + 0.5);
  Progress progress("joining journeys", ticks, "moments");
  for (std::int64_t tick = 0; tick < ticks; ++tick) {
    moments.step();
    std::map<sim::PersonId, double> visible;
    for (Eye& eye : eyes) {
      for (const auto& frame :
           eye.watch.process(moments.cast(), moments.before(), moments.after())) {
        for (const sim::SeenPerson& seen : frame.people) {
          double& share = visible[seen.person];
          share = std::max(share, seen.visible_share);
        }
        for (const auto& message : eye.stream.process(frame, moments.cast())) {
          for (Run& run : runs) run.take(message, map);
        }
      }
    }
    if (moments.before().at.time_since_epoch() % kEvery == Duration::zero()) {
      truth.add(moments.before(), moments.cast(), visible, map);
    }
    progress.set(tick + 1);
    if (is_stop_requested()) {
      return fail(ErrorCode::kCancelled, "stopped on request after {} of {} moments", tick + 1,
                  ticks);
    }
  }
  std::vector<JourneyResult> results;
  for (Run& run : runs) {
    results.push_back(run.finish(truth, from_seconds(options.memory_s), map));
  }
  return results;
}

}  // namespace sillage::app
