// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "base/time.h"

namespace sillage::eye {

/// Turns the time stamps of a stream into times of capture that never go back.
class Timeline {
 public:
  /// `interval` is the nominal time between two frames.
  Timeline(Instant starts_at, Duration interval) : last_(starts_at), interval_(interval) {}

  /// Time of the next frame, given its time stamp in the stream's own zero, if it has one. The
  /// first frame is at `starts_at`. A frame without time stamp, or with one that lies before the
  /// previous frame's, comes one interval after that.
  Instant next(std::optional<Duration> stamp);
  Instant last() const { return last_; }

 private:
  Instant last_;
  Duration interval_;
  std::optional<Instant> origin_;  // time of stamp zero
  bool started_ = false;
};

/// Chooses the frames to analyse: those nearest to a grid of equal steps from the first frame.
class RateGrid {
 public:
  /// `rate` in frames per second, 0 = every frame; `interval` is the nominal time between frames.
  RateGrid(double rate, Duration interval) : rate_(rate), reach_(interval / 2) {}
  bool wants(Instant captured_at);
  /// From the next frame on.
  void set_rate(double rate);

 private:
  double rate_;
  Duration reach_;  // a frame this much early is the nearest one
  std::optional<Instant> first_;
  std::int64_t next_step_ = 0;
};

}  // namespace sillage::eye
