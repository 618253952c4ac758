// SPDX-License-Identifier: Apache-2.0
#include "app/floor.h"

#include <iterator>
#include <utility>

namespace sillage::app {
namespace {

void append(std::vector<floor::BinTally>& tallies, std::vector<floor::BinTally> more) {
  tallies.insert(tallies.end(), std::make_move_iterator(more.begin()),
                 std::make_move_iterator(more.end()));
}

Instant time_of(const floor::JourneyMessage& message) {
  if (const auto* sighting = std::get_if<wire::Sighting>(&message)) return sighting->captured_at;
  if (const auto* mark = std::get_if<wire::FrameMark>(&message)) return mark->captured_at;
  return std::get<floor::PossibleLink>(message).at;
}

}  // namespace

Result<Floor> Floor::create(const config::StoreConfig& store, const floor::BinGrid& grid) {
  std::vector<CameraId> cameras;
  for (const config::Camera& camera : store.cameras) cameras.push_back(camera.id);
  ASSIGN_OR_RETURN(auto journeys, floor::Journeys::create(store));
  ASSIGN_OR_RETURN(auto meter, floor::Meter::create(store, grid, cameras));
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
