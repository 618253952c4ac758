// SPDX-License-Identifier: Apache-2.0
#include "app/stitched_rows.h"

#include <algorithm>
#include <variant>

#include "app/follower.h"

namespace sillage::app {
namespace {

const CameraId kCamera("sequence");

bool has_box(const eval::MotRow& row) { return row.box.width > 0; }

Box between(const eval::MotRow& before, const eval::MotRow& after, int frame) {
  const double share = static_cast<double>(frame - before.frame) / (after.frame - before.frame);
  const auto mix = [&](double a, double b) { return a + share * (b - a); };
  const Box& a = before.box;
  const Box& b = after.box;
  return {mix(a.left, b.left), mix(a.top, b.top), mix(a.width, b.width), mix(a.height, b.height)};
}

/// Fills the gaps of each person; a row without a box on both sides is left out.
void interpolate(std::vector<eval::MotRow>& rows) {
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return std::pair(a.id, a.frame) < std::pair(b.id, b.frame);
  });
  const eval::MotRow* before = nullptr;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (has_box(rows[i])) {
      before = &rows[i];
      continue;
    }
    const auto after = std::find_if(rows.begin() + i, rows.end(), [&](const eval::MotRow& row) {
      return row.id != rows[i].id || has_box(row);
    });
    if (before != nullptr && before->id == rows[i].id && after != rows.end() &&
        after->id == rows[i].id) {
      rows[i].box = between(*before, *after, rows[i].frame);
    }
  }
  std::erase_if(rows, [](const eval::MotRow& row) { return !has_box(row); });
}

}  // namespace

Result<StitchedRows> StitchedRows::create(double lag_s, bool calibrated, FrameClock clock) {
  floor::StitcherOptions options;
  options.lag_s = lag_s;
  ASSIGN_OR_RETURN(auto stitcher, floor::Stitcher::create(options, {{kCamera, calibrated}}));
  return StitchedRows(std::move(stitcher), clock);
}

void StitchedRows::send(const eye::TrackUpdate& update) {
  if (update.state == eye::TrackState::kObserved) {
    boxes_[{update.track, clock_.frame_at(update.captured_at)}] = update.box;
  }
  keep(stitcher_.process(sighting_of(kCamera, update)));
}

void StitchedRows::take(std::span<const eye::TrackUpdate> updates, int frame) {
  for (const auto& update : updates) send(update);
  keep(stitcher_.process(wire::FrameMark{kCamera, clock_.at(frame), clock_.step()}));
}

std::vector<eval::MotRow> StitchedRows::finish(std::span<const eye::TrackUpdate> updates) {
  for (const auto& update : updates) send(update);
  keep(stitcher_.finish());
  interpolate(rows_);
  boxes_.clear();
  return std::move(rows_);
}

void StitchedRows::keep(std::span<const floor::StitchedMessage> messages) {
  for (const auto& [message, seen_as] : messages) {
    const auto* sighting = std::get_if<wire::Sighting>(&message);
    if (sighting == nullptr || sighting->kind == wire::SightingKind::kEnded) continue;
    eval::MotRow row;
    row.frame = clock_.frame_at(sighting->captured_at);
    row.id = static_cast<long>(sighting->track);
    row.confidence = sighting->score;
    if (const auto seen = boxes_.find({seen_as, row.frame}); seen != boxes_.end()) {
      row.box = seen->second;
    }
    rows_.push_back(row);
  }
}

}  // namespace sillage::app
