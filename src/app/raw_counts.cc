// SPDX-License-Identifier: Apache-2.0
#include "app/raw_counts.h"

#include "app/eye.h"
#include "app/floor.h"
#include "app/progress.h"

namespace sillage::app {
namespace {

void add(eval::CountTruth& counts, const std::vector<floor::BinTally>& tallies) {
  for (const floor::BinTally& tally : tallies) {
    for (const auto& [id, line] : tally.lines) {
      counts.lines[id.value()]["entries"] += line.entries.count;
      counts.lines[id.value()]["exits"] += line.exits.count;
    }
    for (const auto& [id, zone] : tally.zones) {
      counts.zones[id.value()]["zone_visits"] += zone.visits;
    }
  }
}

}  // namespace

Result<eval::CountTruth> count_recording(Setup& setup, const std::string& file) {
  eye::SourceOptions source;
  source.url = file;
  source.starts_at = setup.starts_at;
  source.analysed_fps = setup.analysed_fps;
  ASSIGN_OR_RETURN(
      Eye eye, Eye::create(setup.camera, source, *setup.detector, setup.store.detector.min_score));
  floor::BinGrid grid;
  grid.start = eye.info().starts_at;
  grid.align = false;
  ASSIGN_OR_RETURN(Floor floor, Floor::create(setup.store, grid));
  Progress progress("evaluation", eye.info().frames, "frames");
  eval::CountTruth counts;
  for (;;) {
    ASSIGN_OR_RETURN(const std::optional<EyeFrame> frame, eye.next());
    if (!frame) break;
    for (const wire::EyeMessage& message : frame->messages) add(counts, floor.process(message));
    progress.set(frame->index + 1);
  }
  add(counts, floor.finish());
  return counts;
}

}  // namespace sillage::app
