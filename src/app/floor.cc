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
  for (const floor::JourneyMessage& message : messages) append(tallies, meter_.process(message));
  return tallies;
}

}  // namespace sillage::app
