// SPDX-License-Identifier: Apache-2.0
#include "app/track_sequence.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>
#include <span>

namespace sillage::app {
namespace {

/// Frame numbers as the times that the tracker sees: frame 1 at the epoch.
class FrameClock {
 public:
  explicit FrameClock(double frame_rate) : frame_rate_(frame_rate) {}
  Instant at(int frame) const { return Instant(from_seconds((frame - 1) / frame_rate_)); }
  int frame_at(Instant at) const {
    return static_cast<int>(std::llround(seconds(at.time_since_epoch()) * frame_rate_)) + 1;
  }

 private:
  double frame_rate_;
};

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

void add_rows(std::span<const eye::TrackUpdate> updates, const FrameClock& clock,
              std::vector<eval::MotRow>& rows) {
  for (const eye::TrackUpdate& update : updates) {
    if (update.state == eye::TrackState::kEnded) continue;
    rows.push_back({clock.frame_at(update.captured_at), static_cast<long>(update.track), update.box,
                    update.score, -1});
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
  using SteadyClock = std::chrono::steady_clock;
  ASSIGN_OR_RETURN(auto tracker, eye::Tracker::create(options.tracker, view_of(input)));
  const FrameClock clock(input.info.frame_rate);
  TrackedSequence tracked;
  std::size_t next = 0;
  for (int frame = 1; frame <= input.info.length; ++frame) {
    const auto detections = take_frame(input.boxes, frame, next);
    const auto start = SteadyClock::now();
    const auto updates = tracker.process(clock.at(frame), detections);
    tracked.tracker_s += std::chrono::duration<double>(SteadyClock::now() - start).count();
    add_rows(updates, clock, tracked.rows);
    if (options.on_frame) RETURN_IF_ERROR(options.on_frame(frame));
  }
  add_rows(tracker.finish(), clock, tracked.rows);
  put_in_order(tracked.rows);
  tracked.people = count_people(tracked.rows);
  return tracked;
}

}  // namespace sillage::app
