// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include "base/time.h"

namespace sillage::app {

/// Frame numbers of a sequence as times: frame 1 at the epoch, frames evenly spaced.
class FrameClock {
 public:
  explicit FrameClock(double frame_rate) : frame_rate_(frame_rate) {}
  Instant at(int frame) const { return Instant(from_seconds((frame - 1) / frame_rate_)); }
  int frame_at(Instant at) const {
    return static_cast<int>(std::llround(seconds(at.time_since_epoch()) * frame_rate_)) + 1;
  }
  Duration step() const { return from_seconds(1 / frame_rate_); }

 private:
  double frame_rate_;
};

}  // namespace sillage::app
