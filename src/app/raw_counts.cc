// SPDX-License-Identifier: Apache-2.0
#include "app/raw_counts.h"

#include <algorithm>
#include <iterator>

#include "app/floor.h"
#include "app/inputs.h"
#include "app/playback.h"
#include "app/progress.h"
#include "app/stop.h"

namespace sillage::app {

Result<std::vector<std::vector<floor::BinTally>>> tally_recordings(
    Setup& setup, const std::vector<std::string>& words, const std::vector<int>& levels) {
  ASSIGN_OR_RETURN(const std::vector<CameraRecordings> cameras, read_inputs(words, setup));
  config::StoreConfig described = setup.store;  // for the level that needs most
  described.journey.level = *std::max_element(levels.begin(), levels.end());
  ASSIGN_OR_RETURN(Playback playback,
                   Playback::create(cameras, *setup.detector, described, setup.body_network));
  std::vector<Floor> floors;
  for (const int level : levels) {
    config::StoreConfig store = watched_part(setup.store, cameras);
    store.journey.level = level;
    ASSIGN_OR_RETURN(Floor floor, Floor::create(store, grid_of(cameras, store)));
    floors.push_back(std::move(floor));
  }
  Progress progress("evaluation", frames_of(cameras), "frames");
  std::vector<std::vector<floor::BinTally>> tallies(levels.size());
  const auto keep = [&tallies](std::size_t i, std::vector<floor::BinTally> more) {
    tallies[i].insert(tallies[i].end(), std::make_move_iterator(more.begin()),
                      std::make_move_iterator(more.end()));
  };
  for (std::int64_t frames = 0;; ++frames) {
    ASSIGN_OR_RETURN(const std::optional<PlayedFrame> played, playback.next());
    if (!played) break;
    for (const wire::EyeMessage& message : played->frame.messages) {
      for (std::size_t i = 0; i < floors.size(); ++i) keep(i, floors[i].process(message));
    }
    progress.set(frames);
    if (is_stop_requested()) {
      return fail(ErrorCode::kCancelled, "stopped on request after {} frames", frames + 1);
    }
  }
  for (std::size_t i = 0; i < floors.size(); ++i) keep(i, floors[i].finish());
  return tallies;
}

Result<eval::CountTruth> count_recordings(Setup& setup, const std::vector<std::string>& words) {
  ASSIGN_OR_RETURN(const auto tallies, tally_recordings(setup, words, {setup.store.journey.level}));
  eval::CountTruth counts;
  for (const floor::BinTally& tally : tallies.front()) {
    for (const auto& [id, line] : tally.lines) {
      counts.lines[id.value()]["entries"] += line.entries.count;
      counts.lines[id.value()]["exits"] += line.exits.count;
    }
    for (const auto& [id, zone] : tally.zones) {
      counts.zones[id.value()]["zone_visits"] += zone.visits;
    }
  }
  return counts;
}

}  // namespace sillage::app
