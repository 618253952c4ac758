// SPDX-License-Identifier: Apache-2.0
#include "app/floor.h"

#include <iterator>
#include <utility>
#include <variant>

namespace sillage::app {
namespace {

void append(std::vector<floor::BinTally>& tallies, std::vector<floor::BinTally> more) {
  tallies.insert(tallies.end(), std::make_move_iterator(more.begin()),
                 std::make_move_iterator(more.end()));
}

}  // namespace

Result<Floor> Floor::create(const config::StoreConfig& store, const floor::BinGrid& grid) {
  std::vector<floor::StitcherView> views;
  for (const config::Camera& camera : store.cameras) {
    views.push_back(
        {camera.id, !std::holds_alternative<config::ScaleCalibration>(camera.calibration)});
  }
  floor::StitcherOptions options;
  options.lag_s = store.journey.lag_s;
  ASSIGN_OR_RETURN(auto stitcher, floor::Stitcher::create(options, std::move(views)));
  ASSIGN_OR_RETURN(auto meter, floor::Meter::create(store, grid));
  return Floor(std::move(stitcher), std::move(meter));
}

std::vector<floor::BinTally> Floor::process(const wire::EyeMessage& message) {
  return measure(stitcher_.process(message));
}

std::vector<floor::BinTally> Floor::finish() {
  std::vector<floor::BinTally> tallies = measure(stitcher_.finish());
  append(tallies, meter_.finish());
  return tallies;
}

std::vector<floor::BinTally> Floor::measure(const std::vector<floor::StitchedMessage>& messages) {
  std::vector<floor::BinTally> tallies;
  for (const auto& [message, seen_as] : messages) append(tallies, meter_.process(message));
  return tallies;
}

}  // namespace sillage::app
