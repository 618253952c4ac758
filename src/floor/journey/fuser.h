// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "wire/sighting.h"

namespace sillage::floor {

/// Lengths in metres, times in real seconds. One set for all stores and frame rates; see
/// docs/adr/0011-fusion.md for where the values come from.
struct FuserOptions {
  double acceleration_density = 0.3;  ///< of people, m^2/s^3
  double velocity_memory_s = 6;       ///< after this a person has forgotten the old direction
  double speed_sd = 0.9;              ///< of a newcomer, per axis, m/s
  double place_sd = 0.12;  ///< by which two cameras disagree beyond what they say, per axis
  double tail = 3.5;       ///< degrees of freedom of the residuals (Student's t)
  double density = 0.02;   ///< of newcomers and of people whom nobody else sees, per m^2
  /// Most that the past of a track counts for whom it belongs to, log-odds.
  double trust = 4;
  /// Another track of the same camera has this person, log-odds against.
  double same_camera = 4;
  /// Two people are one from these log-odds on; what a moment says repeats itself within
  /// `evidence_s`.
  double merge = 3;
  double evidence_s = 0.8;
  /// What is sent waits so long, so that two who prove to be one never were two.
  double hold_s = 1;
  /// Log-odds from which somebody is a person whom sightings without a track alone show.
  double confirm = 5;
  double memory_s = 2;  ///< so long nobody sees a person before they end
  /// Corrects floors and clocks of cameras where people whom two of them see say so clearly.
  bool align = true;
  Result<void> check() const;
};

/// How a camera agrees with those that see people at the same time.
struct CameraAlignment {
  CameraId camera;
  std::int64_t samples = 0;  ///< people seen at once by it and another, as far as remembered
  /// By how much its clock is ahead of the others', s.
  double skew_s = 0;
  double residual_before_m = 0;  ///< root mean square, between two cameras' places of a person
  double residual_after_m = 0;   ///< with the correction of its floor and clock
  bool is_applied = false;       ///< the correction
};

struct FuserStats {
  std::int64_t people = 0;   ///< identities sent
  std::int64_t merged = 0;   ///< people who proved to be another
  std::int64_t refused = 0;  ///< sightings beyond the bounds or out of order
  std::int64_t held = 0;     ///< people whose state is in memory now
};

/// Makes one person of what several cameras see of them at once, by place and time and, where
/// sightings have clothing codes, by these: one filter per person, which the sightings of all
/// cameras feed; one assignment per frame, in which a camera sees nobody twice; and what a track
/// was before weighs in, but never decides against the place for long.
///
/// Takes messages in the order of time (see Merger), sends them `hold_s` later in that order.
/// FrameMarks pass. A sighting sent is one person's: `track` is their identity, the place is all
/// cameras', `camera` is the one that sees them best (it keeps the word while it sees them, so one
/// camera speaks for a person at a time). Sightings with a clothing code or a badge all pass, under
/// the camera that gave it. An end follows `memory_s` after a person was last seen; then nothing is
/// kept of them. Predictions and ends of the eyes are not used.
///
/// From people whom two cameras see at once it learns how their floors and clocks disagree, and
/// corrects both once that clearly helps; it says so in `alignment`.
///
/// A sighting whose track is 0 is a box by itself, which no eye has tracked (file evaluation): its
/// score is the evidence that it is a person, and nobody is sent whom too few of them show.
///
/// A plain object for one thread. Event time only; deterministic. Bounded: 2,000 people, 256
/// cameras; further ones are refused and counted.
class Fuser {
 public:
  static Result<Fuser> create(FuserOptions options);
  Fuser(Fuser&&) noexcept;
  Fuser& operator=(Fuser&&) noexcept;
  ~Fuser();

  std::vector<wire::EyeMessage> process(const wire::EyeMessage& message);
  /// End of data; ends everybody.
  std::vector<wire::EyeMessage> finish();
  /// The clock says that it is later than the last frame: clothing codes expire by it.
  void pass_time(Instant now);
  const FuserStats& stats() const;
  /// In the order in which cameras appeared.
  std::vector<CameraAlignment> alignment() const;

 private:
  struct Impl;
  explicit Fuser(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::floor
