// SPDX-License-Identifier: Apache-2.0
#include "app/floor.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sillage::app {
namespace {

/// By which the meter and the fuser are behind the stitcher at most, s.
constexpr double kMeterWaitsS = 5;

void append(std::vector<floor::BinTally>& tallies, std::vector<floor::BinTally> more) {
  tallies.insert(tallies.end(), std::make_move_iterator(more.begin()),
                 std::make_move_iterator(more.end()));
}

Instant time_of(const floor::JourneyMessage& message) {
  if (const auto* sighting = std::get_if<wire::Sighting>(&message)) return sighting->captured_at;
  if (const auto* mark = std::get_if<wire::FrameMark>(&message)) return mark->captured_at;
  return std::get<floor::PossibleLink>(message).at;
}

/// For how long the floor remembers by the time of what it measures, so that by the time of the
/// newest frame nobody is held beyond `state_ttl_s`: sightings are measured late, after waiting for
/// those of other cameras, and for what comes next.
double memory_of(const config::StoreConfig& store) {
  const double waits = seconds(wire::kMaxBackfill) + store.journey.lateness_s + store.journey.lag_s;
  return std::max(1.0, store.measure.state_ttl_s - waits - kMeterWaitsS);
}

}  // namespace

Result<Floor> Floor::create(const config::StoreConfig& store, const floor::BinGrid& grid) {
  std::vector<CameraId> cameras;
  for (const config::Camera& camera : store.cameras) cameras.push_back(camera.id);
  config::StoreConfig held = store;
  held.measure.state_ttl_s = memory_of(store);
  ASSIGN_OR_RETURN(auto journeys, floor::Journeys::create(held));
  held.journey.level = journeys.level();
  ASSIGN_OR_RETURN(auto meter, floor::Meter::create(held, grid, cameras));
  return Floor(std::move(journeys), std::move(meter));
}

std::vector<floor::BinTally> Floor::process(const wire::EyeMessage& message) {
  return measure(journeys_.process(message));
}

std::vector<floor::BinTally> Floor::finish() {
  std::vector<floor::BinTally> tallies = measure(journeys_.finish());
  append(tallies, meter_.finish());
  return tallies;
}

std::vector<floor::BinTally> Floor::measure(const std::vector<floor::JourneyMessage>& messages) {
  std::vector<floor::BinTally> tallies;
  for (const floor::JourneyMessage& message : messages) {
    const Instant at = time_of(message);
    if (at <= already_measured_) continue;
    append(tallies, meter_.process(message));
    if (std::holds_alternative<wire::FrameMark>(message)) {
      measured_until_ = std::max(measured_until_, at);
    }
  }
  return tallies;
}

}  // namespace sillage::app
