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
#include "app/simulated_eye.h"
#include "app/stop.h"
#include "floor/journey/journeys.h"
#include "floor/measure/meter.h"
#include "sim/plan/local_time.h"
#include "sim/plan/reader.h"
#include "sim/sightings/day_moments.h"

namespace sillage::app {
namespace {

/// Truth and result are compared so often.
constexpr Duration kEvery = std::chrono::milliseconds(500);
/// A sighting is of that moment if it is no farther away than this.
constexpr Duration kNear = std::chrono::milliseconds(120);
constexpr Duration kPiece = std::chrono::milliseconds(1'100);
constexpr double kLeastVisible = 0.5;

/// Visits of zones and the ways between them, as the product measures them.
class Measured {
 public:
  using Figures = std::map<std::pair<int, int>, double>;

  /// At level 1 nobody is looked for: identities are taken as they are.
  static Result<Measured> create(config::StoreConfig store, int level, Instant from) {
    store.journey.level = level;
    ASSIGN_OR_RETURN(auto meter, floor::Meter::create(store, {.start = from, .align = false}));
    return Measured(std::move(meter), store);
  }
  void take(const floor::JourneyMessage& message) { add(meter_.process(message)); }
  void finish() { add(meter_.finish()); }
  /// By (from, to).
  const Figures& flows() const { return flows_; }
  /// Whether any of them counts in part.
  bool has_parts() const { return has_parts_; }
  /// By (zone, zone), so that it compares like flows; without frontages.
  const Figures& visits() const { return visits_; }

 private:
  Measured(floor::Meter meter, const config::StoreConfig& store) : meter_(std::move(meter)) {
    for (const config::Zone& zone : store.zones) {
      if (zone.type == config::ZoneType::kFrontage) continue;
      const int number = static_cast<int>(numbers_.size());
      numbers_.emplace(zone.id, number);
    }
  }
  void add(const std::vector<floor::BinTally>& bins) {
    for (const auto& bin : bins) {
      for (const auto& [ends, flow] : bin.flows) {
        has_parts_ = has_parts_ || flow.count.thousandths % 1000 != 0;
        flows_[{numbers_.at(ends.first), numbers_.at(ends.second)}] += flow.count.value();
      }
      for (const auto& [zone, tally] : bin.zones) {
        const auto number = numbers_.find(zone);
        if (number == numbers_.end() || tally.visits == 0) continue;
        visits_[{number->second, number->second}] += static_cast<double>(tally.visits);
      }
    }
  }

  floor::Meter meter_;
  std::map<ZoneId, int> numbers_;
  Figures flows_, visits_;
  bool has_parts_ = false;
};

/// The truth of a day, every half second.
struct Truth {
  Measured measured;  ///< everybody, as the floor cannot tell staff here
  Polygon outline;
  std::map<Instant, std::vector<eval::TruePlace>> moments{};

  void add(const sim::Moment& now, const std::vector<sim::Person>& cast,
           const std::map<sim::PersonId, double>& visible) {
    const CameraId camera("truth");
    auto& places = moments[now.at];
    for (const sim::Stance& stance : now.people) {
      const bool is_visitor =
          cast[static_cast<std::size_t>(stance.person)].role == sim::Role::kVisitor;
      const auto shown = visible.find(stance.person);
      const bool is_shown = shown != visible.end() && shown->second >= kLeastVisible;
      places.push_back({static_cast<std::int64_t>(stance.person), stance.place,
                        is_visitor && is_shown && outline.contains(stance.place)});
      measured.take(wire::Sighting{.camera = camera,
                                   .captured_at = now.at,
                                   .track = TrackId{static_cast<std::uint64_t>(stance.person) + 1},
                                   .foot_in_floor = stance.place,
                                   .foot_covariance = {},
                                   .score = 1});
    }
    measured.take(wire::FrameMark{camera, now.at, kEvery});
  }
};

/// One level on its way, and what came out of it.
class Run {
 public:
  Run(int level, floor::Journeys journeys, Measured measured, Measured measured_links_only,
      Polygon outline)
      : level_(level),
        journeys_(std::move(journeys)),
        measured_(std::move(measured)),
        measured_links_only_(std::move(measured_links_only)),
        outline_(std::move(outline)) {}

  void take(const wire::EyeMessage& message) { keep(journeys_.process(message)); }
  JourneyResult finish(const Truth& truth, Duration memory) {
    keep(journeys_.finish());
    measured_.finish();
    measured_links_only_.finish();
    JourneyResult result;
    result.level = level_;
    result.possible_links = possible_links_;
    result.figures = score(truth, memory);
    result.zone_visits.add(truth.measured.visits(), measured_.visits());
    result.flows.add(truth.measured.flows(), measured_.flows());
    result.flows_have_parts = measured_.has_parts();
    result.flows_links_only.add(truth.measured.flows(), measured_links_only_.flows());
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

  void keep(const std::vector<floor::JourneyMessage>& messages) {
    for (const auto& message : messages) {
      measured_.take(message);
      if (std::holds_alternative<floor::PossibleLink>(message)) {
        ++possible_links_;
        continue;
      }
      measured_links_only_.take(message);
      const auto* sighting = std::get_if<wire::Sighting>(&message);
      if (sighting != nullptr && sighting->kind != wire::SightingKind::kEnded) keep(*sighting);
    }
  }

  void keep(const wire::Sighting& sighting) {
    const auto identity = static_cast<std::uint64_t>(sighting.track);
    auto [entry, is_new] = pieces_.try_emplace(identity);
    Piece& piece = entry->second;
    if (is_new || sighting.captured_at - piece.last > kPiece) piece.tracklet = ++last_tracklet_;
    piece.last = std::max(piece.last, sighting.captured_at);
    const Point place = sighting.foot_in_floor;
    if (!outline_.contains(place)) return;
    const auto number = (sighting.captured_at.time_since_epoch() + kEvery / 2) / kEvery;
    const Instant moment{number * kEvery};
    const Duration off = std::chrono::abs(sighting.captured_at - moment);
    if (off > kNear) return;
    auto [kept, is_first] =
        moments_[moment].try_emplace(piece.tracklet, Kept{{piece.tracklet, identity, place}, off});
    if (!is_first && off < kept->second.off)
      kept->second = {{piece.tracklet, identity, place}, off};
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
  Measured measured_, measured_links_only_;
  Polygon outline_;
  std::map<std::uint64_t, Piece> pieces_;  ///< by identity
  std::uint64_t last_tracklet_ = 0;
  std::map<Instant, std::map<std::uint64_t, Kept>> moments_;
  std::int64_t possible_links_ = 0;
};

Result<std::vector<SimulatedEye>> open_eyes(const sim::Plan& plan, const config::StoreConfig& store,
                                            Instant from, const JourneyTrialOptions& options) {
  const bool codes =
      std::any_of(options.levels.begin(), options.levels.end(), [](int l) { return l >= 3; });
  std::vector<SimulatedEye> eyes;
  for (const sim::CameraPlan& camera : plan.cameras) {
    ASSIGN_OR_RETURN(
        auto eye, SimulatedEye::create(plan, store, camera.id, from,
                                       {.seed = options.seed, .perfect = options.perfect}, codes));
    eyes.push_back(std::move(eye));
  }
  return eyes;
}

Result<std::vector<Run>> open_runs(config::StoreConfig store, const JourneyTrialOptions& options,
                                   Instant from, const Polygon& outline) {
  std::vector<Run> runs;
  for (const int level : options.levels) {
    store.journey.level = level;
    ASSIGN_OR_RETURN(auto journeys, floor::Journeys::create(store));
    ASSIGN_OR_RETURN(auto measured, Measured::create(store, journeys.level(), from));
    ASSIGN_OR_RETURN(auto links_only, Measured::create(store, 1, from));
    runs.emplace_back(level, std::move(journeys), std::move(measured), std::move(links_only),
                      outline);
  }
  return runs;
}

/// Of the plan, with nobody as staff.
config::StoreConfig store_of(const sim::Plan& plan, const JourneyTrialOptions& options) {
  config::StoreConfig store = sim::store_config_of(plan);
  std::erase_if(store.zones, [](const auto& z) { return z.type == config::ZoneType::kStaff; });
  store.measure.staff_presence_min = 0;
  store.measure.state_ttl_s = options.memory_s;
  return store;
}

}  // namespace

Result<std::vector<JourneyResult>> try_journeys(const sim::Plan& plan,
                                                const JourneyTrialOptions& options) {
  const auto store = store_of(plan, options);
  const Instant from = sim::instant_of(plan.time_zone, options.date, options.from);
  ASSIGN_OR_RETURN(const Polygon outline, Polygon::create(plan.outline));
  ASSIGN_OR_RETURN(auto eyes, open_eyes(plan, store, from, options));
  ASSIGN_OR_RETURN(auto runs, open_runs(store, options, from, outline));
  sim::Premises premises(plan);
  sim::DayMoments moments(premises, options.seed, options.date, from);
  ASSIGN_OR_RETURN(auto measured, Measured::create(store, 1, from));
  Truth truth{std::move(measured), outline};
  const auto ticks = static_cast<std::int64_t>(options.hours * 3600 / seconds(sim::kTick) + 0.5);
  Progress progress("joining journeys", ticks, "moments");
  for (std::int64_t tick = 0; tick < ticks; ++tick) {
    moments.step();
    std::map<sim::PersonId, double> visible;
    for (SimulatedEye& eye : eyes) {
      for (const auto& frame : eye.process(moments.cast(), moments.before(), moments.after())) {
        for (const sim::SeenPerson& seen : frame.watched.people) {
          double& share = visible[seen.person];
          share = std::max(share, seen.visible_share);
        }
        for (const auto& message : frame.messages) {
          for (Run& run : runs) run.take(message);
        }
      }
    }
    if (moments.before().at.time_since_epoch() % kEvery == Duration::zero()) {
      truth.add(moments.before(), moments.cast(), visible);
    }
    progress.set(tick + 1);
    if (is_stop_requested()) {
      return fail(ErrorCode::kCancelled, "stopped on request after {} of {} moments", tick + 1,
                  ticks);
    }
  }
  truth.measured.finish();
  std::vector<JourneyResult> results;
  for (Run& run : runs) {
    results.push_back(run.finish(truth, from_seconds(options.memory_s)));
  }
  return results;
}

}  // namespace sillage::app
