// SPDX-License-Identifier: Apache-2.0
#include "app/walk_check.h"

#include "floor/measure/meter.h"

namespace sillage::app {
namespace {

constexpr double kSpeed = 1.2, kStandS = 8, kAfterS = 10;
constexpr Duration kStep = std::chrono::milliseconds(100);
constexpr double kMostS = 3600;

/// Where the walker is at each step.
std::vector<Point> places_of(const std::vector<Point>& route) {
  const double step_s = seconds(kStep);
  std::vector<Point> places;
  const auto stand = [&](Point at, double for_s) {
    for (double t = 0; t < for_s; t += step_s) places.push_back(at);
  };
  for (std::size_t i = 0; i + 1 < route.size(); ++i) {
    const double length = distance(route[i], route[i + 1]);
    const int steps = std::max(1, static_cast<int>(length / (kSpeed * step_s)));
    for (int s = 0; s < steps; ++s) {
      places.push_back(route[i] + (route[i + 1] - route[i]) * (static_cast<double>(s) / steps));
    }
    stand(route[i + 1], i + 2 < route.size() ? kStandS : 0);
  }
  stand(route.back(), kAfterS);  // an entry counts once the person stays
  return places;
}

}  // namespace

Result<desk::WalkCounts> walk_through(const config::StoreConfig& store,
                                      const std::vector<Point>& route) {
  double length = 0;
  for (std::size_t i = 0; i + 1 < route.size(); ++i) length += distance(route[i], route[i + 1]);
  if (length / kSpeed > kMostS) {
    return fail(ErrorCode::kInvalidArgument,
                "this way of {:.0f} m takes longer than an hour; draw a shorter one", length);
  }
  const CameraId walker("walker");
  const Instant start = std::chrono::sys_days(std::chrono::year{2026} / 1 / 5) + std::chrono::hours(9);
  const std::vector<Point> places = places_of(route);
  const Instant end = start + kStep * static_cast<std::int64_t>(places.size() + 1);
  ASSIGN_OR_RETURN(auto meter, floor::Meter::create(store, {start, end, std::chrono::hours(24), false},
                                                    {walker}));
  desk::WalkCounts counts;
  for (const config::Line& line : store.lines) counts.lines.push_back({line.id, 0, 0});
  for (const config::Zone& zone : store.zones) counts.zones.push_back({zone.id, 0});
  const auto take = [&](const std::vector<floor::BinTally>& tallies) {
    for (const floor::BinTally& tally : tallies) {
      for (auto& line : counts.lines) {
        const auto found = tally.lines.find(line.id);
        if (found == tally.lines.end()) continue;
        line.entries += found->second.entries.count;
        line.exits += found->second.exits.count;
      }
      for (auto& zone : counts.zones) {
        const auto found = tally.zones.find(zone.id);
        if (found != tally.zones.end()) zone.visits += found->second.visits;
      }
    }
  };
  Instant at = start;
  for (const Point& place : places) {
    take(meter.process(wire::Sighting{walker, at, TrackId{1}, wire::SightingKind::kObserved, place,
                                      {1e-4, 0, 1e-4}, 1.0f, wire::Badge::kNone}));
    take(meter.process(wire::FrameMark{walker, at, kStep}));
    at += kStep;
  }
  take(meter.finish());
  return counts;
}

}  // namespace sillage::app
