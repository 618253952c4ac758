// SPDX-License-Identifier: Apache-2.0
#include "app/track_sequence.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <set>
#include <span>

#include "app/frame_clock.h"
#include "app/stitched_rows.h"

namespace sillage::app {
namespace {

using SteadyClock = std::chrono::steady_clock;

double since(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

eye::TrackerView view_of(const eval::TrackerInput& input) {
  eye::TrackerView view;
  view.width = input.info.width;
  view.height = input.info.height;
  view.calibrated = input.floor_from_image.has_value();
  if (view.calibrated) view.floor_from_image = *input.floor_from_image;
  return view;
}

/// The boxes of `frame`; `next` is the first row that was not handed out yet.
std::vector<eye::Detection> take_frame(const std::vector<eval::MotRow>& boxes, int frame,
                                       std::size_t& next) {
  std::vector<eye::Detection> detections;
  for (; next < boxes.size() && boxes[next].frame == frame; ++next) {
    detections.push_back({boxes[next].box, static_cast<float>(boxes[next].confidence)});
  }
  return detections;
}

/// Rows of what the tracker sends once `frame` is seen.
void add_rows(std::span<const eye::TrackUpdate> updates, const FrameClock& clock, int frame,
              bool drop_late, std::vector<eval::MotRow>& rows) {
  for (const eye::TrackUpdate& update : updates) {
    const int of_frame = clock.frame_at(update.captured_at);
    if (update.state == eye::TrackState::kEnded || (drop_late && of_frame < frame)) continue;
    rows.push_back({of_frame, static_cast<long>(update.track), update.box, update.score, -1});
  }
}

/// By frame and id; of a place that was sent twice, the later word counts.
void put_in_order(std::vector<eval::MotRow>& rows) {
  const auto key = [](const eval::MotRow& row) { return std::pair(row.frame, row.id); };
  std::stable_sort(rows.begin(), rows.end(),
                   [&](const auto& a, const auto& b) { return key(a) < key(b); });
  const auto first_kept =
      std::unique(rows.rbegin(), rows.rend(), [&](const auto& a, const auto& b) {
        return key(a) == key(b);
      }).base();
  rows.erase(rows.begin(), first_kept);
}

int count_people(const std::vector<eval::MotRow>& rows) {
  std::set<long> ids;
  for (const eval::MotRow& row : rows) ids.insert(row.id);
  return static_cast<int>(ids.size());
}

}  // namespace

Result<TrackedSequence> track_sequence(const eval::TrackerInput& input,
                                       const SequenceTracking& options) {
  const auto view = view_of(input);
  ASSIGN_OR_RETURN(auto tracker, eye::Tracker::create(options.tracker, view));
  const FrameClock clock(input.info.frame_rate);
  std::optional<StitchedRows> stitched;
  if (options.lag_s != 0) {
    ASSIGN_OR_RETURN(stitched, StitchedRows::create(options.lag_s, view.calibrated, clock));
  }
  TrackedSequence tracked;
  std::size_t next = 0;
  for (int frame = 1; frame <= input.info.length; ++frame) {
    const auto detections = take_frame(input.boxes, frame, next);
    const auto start = SteadyClock::now();
    const auto updates = tracker.process(clock.at(frame), detections);
    tracked.tracker_s += since(start);
    if (stitched) {
      const auto stitching = SteadyClock::now();
      stitched->take(updates, frame);
      tracked.stitcher_s += since(stitching);
    } else {
      add_rows(updates, clock, frame, options.drop_late, tracked.rows);
    }
    if (options.on_frame) RETURN_IF_ERROR(options.on_frame(frame));
  }
  const auto last = tracker.finish();
  if (stitched) {
    tracked.rows = stitched->finish(last);
  } else {
    add_rows(last, clock, input.info.length, options.drop_late, tracked.rows);
  }
  put_in_order(tracked.rows);
  tracked.people = count_people(tracked.rows);
  return tracked;
}

}  // namespace sillage::app
