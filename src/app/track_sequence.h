// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "base/result.h"
#include "eval/tracker_input.h"
#include "eye/track/tracker.h"

namespace sillage::app {

struct TrackedSequence {
  std::vector<eval::MotRow> rows;  ///< by frame, then id; a person stands once in a frame
  int people = 0;
  double tracker_s = 0;   ///< wall clock inside the tracker
  double stitcher_s = 0;  ///< and after it
};

struct SequenceTracking {
  eye::TrackerOptions tracker;
  /// How long the stitcher behind the tracker waits, s (floor/journey); 0: there is none.
  double lag_s = 0;
  /// Without a lag: leave out what is sent later than its frame, the past of a person who has only
  /// now been confirmed.
  bool drop_late = false;
  /// Called after each frame with its number, for progress; an error ends the run.
  std::function<Result<void>(int)> on_frame;
};

/// Gives the boxes of a sequence to the tracker as one camera's eye would, empty frames too. Every
/// place that the tracker, or the stitcher behind it, sends becomes a row of the frame that it
/// belongs to. A sequence without calibration is tracked in the picture.
Result<TrackedSequence> track_sequence(const eval::TrackerInput& input,
                                       const SequenceTracking& options);

}  // namespace sillage::app
