// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "wire/sighting.h"

namespace sillage::floor {

struct MergerOptions {
  /// The lateness limit, s, 3 to 60: a message may come so long (of event time) after newer
  /// FrameMarks, of its own camera or of others. At least wire::kMaxBackfill.
  double lateness_s = 4;
  /// Messages that wait at once; when there are more, the oldest no longer wait.
  std::size_t most_waiting = 400'000;
  Result<void> check() const;
};

/// One camera, since the start.
struct MergedCamera {
  CameraId camera;
  bool is_silent = false;  ///< left out now: its frames are behind by more than the limit
  std::int64_t frames = 0;
  std::int64_t late = 0;        ///< messages that were dropped because they came after the limit
  std::int64_t duplicates = 0;  ///< messages that had come before
  std::int64_t silences = 0;    ///< times that it was left out
};

struct MergerStats {
  std::vector<MergedCamera> cameras;  ///< in the order given
  std::int64_t refused = 0;           ///< messages of other cameras
  std::int64_t overrun = 0;           ///< messages that could not wait as long as they should
  std::int64_t waiting = 0;           ///< now
};

/// Puts the messages of several cameras into one order of event time: all sightings of an instant,
/// then its FrameMarks; among equals cameras stand in the order given, tracks in that of their ids.
/// Drops duplicates, and what comes too late. An end of a track has no time of its own (it comes
/// when the eye has lost hope); it is left out: behind a merger, tracks end by time alone.
///
/// A moment is sent once every camera has come past it by the limit. A camera that is behind the
/// newest by more than the limit is silent: nobody waits for it until it has caught up, its late
/// messages are dropped, and its frames are missing in the coverage. So whatever the order, delay
/// or repetition of messages within the limit, what is sent is the same.
///
/// A plain object for one thread. Event time only; deterministic.
class Merger {
 public:
  /// `cameras`: those that take part; each once, 1 to 256.
  static Result<Merger> create(MergerOptions options, std::vector<CameraId> cameras);
  Merger(Merger&&) noexcept;
  Merger& operator=(Merger&&) noexcept;
  ~Merger();

  /// Takes one message; returns those whose time has come.
  std::vector<wire::EyeMessage> process(const wire::EyeMessage& message);
  /// End of data; returns all that waited.
  std::vector<wire::EyeMessage> finish();
  const MergerStats& stats() const;

 private:
  struct Impl;
  explicit Merger(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::floor
