// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <utility>
#include <vector>

#include "app/frame_clock.h"
#include "base/result.h"
#include "eval/mot.h"
#include "eye/track/tracker.h"
#include "floor/journey/stitcher.h"

namespace sillage::app {

/// Sends what a tracker says through the stitcher, which knows no boxes, and puts the boxes back
/// under the final identities. Where the stitcher fills a gap, the box is interpolated linearly
/// between those of the same person before and after.
class StitchedRows {
 public:
  static Result<StitchedRows> create(double lag_s, bool calibrated, FrameClock clock);

  /// The updates of one frame, after which `frame` is over.
  void take(std::span<const eye::TrackUpdate> updates, int frame);
  /// The tracker's last updates; all rows, in no particular order.
  std::vector<eval::MotRow> finish(std::span<const eye::TrackUpdate> updates);

 private:
  StitchedRows(floor::Stitcher stitcher, FrameClock clock)
      : stitcher_(std::move(stitcher)), clock_(clock) {}
  void send(const eye::TrackUpdate& update);
  void keep(std::span<const floor::StitchedMessage> messages);

  floor::Stitcher stitcher_;
  FrameClock clock_;
  std::map<std::pair<TrackId, int>, Box> boxes_;  ///< by the eye's track and frame
  std::vector<eval::MotRow> rows_;                ///< final; a filled gap has no width yet
};

}  // namespace sillage::app
