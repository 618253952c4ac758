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
  double tracker_s = 0;  ///< wall clock inside the tracker
};

struct SequenceTracking {
  eye::TrackerOptions tracker;
  /// Called after each frame with its number, for progress; an error ends the run.
  std::function<Result<void>(int)> on_frame;
};

/// Gives the boxes of a sequence to the tracker as one camera's eye would, empty frames too. Every
/// place that the tracker sends becomes a row of the frame that it belongs to; those of a person's
/// unconfirmed past come later than their frame. A sequence without calibration is tracked in the
/// picture.
Result<TrackedSequence> track_sequence(const eval::TrackerInput& input,
                                       const SequenceTracking& options);

}  // namespace sillage::app
