// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "app/describer.h"
#include "base/result.h"
#include "config/store_config.h"
#include "eye/detect/detector.h"
#include "eye/health/health.h"
#include "eye/ingest/video_source.h"
#include "eye/track/tracker.h"
#include "wire/sighting.h"

namespace sillage::app {

/// Seconds spent in each stage, wall clock of the thread that runs it.
struct StageTimes {
  double decode_s = 0;
  double detect_s = 0;
  double track_s = 0;
  double describe_s = 0;
};

/// What one analysed frame became. `messages` is all that the floor may see; `updates` holds boxes
/// in pixels for silhouettes and file evaluation, and stays in the eye's process.
struct EyeFrame {
  Instant captured_at;
  std::int64_t index = 0;  ///< among all decoded frames, from 0
  std::vector<eye::TrackUpdate> updates;
  std::vector<wire::EyeMessage> messages;
};

struct EyeSummary {
  eye::SourceInfo info;
  eye::SourceStats stats;
  StageTimes times;
  DescribeStats described;
  /// Why the source broke off after at least one frame; what came before it counts.
  std::optional<Error> broke_off;
  eye::FrameAges ages;
  // Of a live camera.
  eye::Health health = eye::Health::kSound;  ///< now
  bool is_night = false;
  double rate_limit = 0;      ///< frames analysed per second that the load allows now
  bool is_rate_limited = false;
  std::uint64_t quiet = 0;    ///< frames that the network did not look at: nothing moved
  std::uint64_t dropped = 0;  ///< frames of a live camera that were too old when their turn came
};

/// One camera's eye, wired: decode (its own thread) -> detect -> track -> describe -> messages. Two
/// decoded frames at most wait between the threads; a file waits for the detector and loses none, a
/// live camera drops the oldest.
class Eye {
 public:
  /// `detector` is borrowed and outlives the eye; its boxes below `min_score` are left out.
  static Result<Eye> create(const config::Camera& camera, eye::SourceOptions source,
                            eye::Detector& detector, double min_score,
                            Description description = {});
  Eye(Eye&&) noexcept;
  Eye& operator=(Eye&&) noexcept;
  ~Eye();  ///< cancels

  const eye::SourceInfo& info() const;
  const Homography& floor_from_image() const;
  /// The next analysed frame. A source that breaks off after at least one frame ends like one that
  /// is over (see EyeSummary::broke_off). After the last frame comes one more without a new frame,
  /// which ends all tracks; then nothing.
  Result<std::optional<EyeFrame>> next();
  /// Of what was read so far; complete once next() has returned nothing.
  EyeSummary summary() const;
  /// Ends the source now: next() hands out what was decoded, then ends the tracks. From any thread.
  void interrupt();

 private:
  struct Impl;
  explicit Eye(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::app
