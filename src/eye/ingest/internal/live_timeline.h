// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>

#include "base/time.h"

namespace sillage::eye {

/// When the frames of a live camera were captured, by our clock. The camera's stamps say how far
/// apart frames are, the quickest arrivals of the last minute how far its clock is from ours: so
/// neither a slow network nor a clock that runs a little fast moves anybody. A camera that tells
/// real time (RTCP) is believed while it agrees with the arrival. Times always grow.
class LiveTimeline {
 public:
  /// `stamp`: in the stream's own zero; `told`: by the camera's clock, both where there are any.
  Instant next(std::optional<Duration> stamp, std::optional<Instant> told, Instant arrived);

 private:
  Instant by_stamp(Duration stamp, Instant arrived);

  struct Quickest {
    Instant since;
    std::optional<Duration> offset;  ///< least arrival less stamp
  };
  std::array<Quickest, 2> halves_;  ///< the present half minute and the one before
  std::optional<Instant> last_;
};

}  // namespace sillage::eye
