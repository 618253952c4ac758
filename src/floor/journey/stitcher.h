// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "wire/sighting.h"

namespace sillage::floor {

/// All times in real seconds, so that any frame rate behaves alike.
struct StitcherOptions {
  /// How long every message waits, s, 0 to 5. What is seen in the meantime decides who it was. 0:
  /// everything passes at once and unchanged.
  double lag_s = 2.0;
  /// How long after a person was lost a new track may still be theirs, s, at most 30. Of a gap
  /// longer than the lag only the end is filled.
  double memory_s = 4.0;
  Result<void> check() const;
};

/// What the stitcher needs to know of a camera beforehand.
struct StitcherView {
  CameraId camera;
  /// False where the floor plane is only the scaled picture: lengths are then taken relative to the
  /// height of each person.
  bool calibrated = true;
};

/// A message that is final.
struct StitchedMessage {
  /// A sighting carries the identity that its person keeps.
  wire::EyeMessage message;
  /// The eye's own track of an observed sighting; 0 where nobody was seen (a filled gap, an end)
  /// and for a FrameMark.
  TrackId seen_as{};
};

/// Totals since the start.
struct StitcherStats {
  std::int64_t people = 0;     ///< identities given
  std::int64_t links = 0;      ///< pieces of tracks that continue an earlier one
  std::int64_t exchanges = 0;  ///< meetings after which the eye had taken two people for each other
  std::int64_t refused = 0;    ///< sightings out of order or beyond the bounds
  std::int64_t pieces_held = 0;  ///< pieces of tracks in memory now
};

/// Joins the tracks of an eye into one identity per person, a fixed lag later. Tracks are cut at
/// gaps, and the pieces linked where the motion on both sides says that they are one person rather
/// than two; where two people met and the motion says that the eye swapped them, they are swapped
/// back. Gaps are filled at the times of the frames, places are smoothed from both sides. Each
/// camera is stitched by itself.
///
/// Out comes, per camera: the sightings of a frame, then its FrameMark, once a frame `lag_s` later
/// has come in. Of one identity, sightings come in the order of time. Those that the eye itself
/// sent late (at most wire::kMaxBackfill) come with the next frame. The eye's predictions are left
/// out: a gap is filled when both of its ends are known. kEnded comes once per identity, when
/// nobody can continue it any more; place and time are those of the last observation.
///
/// Where several cameras' messages come in the order of time (see Merger), they are sent so, ends
/// apart.
///
/// A plain object for one thread. Event time only; deterministic. Bounded: 256 cameras (further
/// ones pass unstitched), 20,000 pieces and 200,000 sightings per camera (further ones are refused
/// and counted), 1,000 waiting frames (the oldest is sent early). What is held of a person is wiped
/// `memory_s` and a lag (or the backfill) after they were last seen; a camera that is silent for a
/// minute while others send is settled.
class Stitcher {
 public:
  /// Cameras without a view count as calibrated.
  static Result<Stitcher> create(StitcherOptions options, std::vector<StitcherView> views = {});
  Stitcher(Stitcher&&) noexcept;
  Stitcher& operator=(Stitcher&&) noexcept;
  ~Stitcher();

  /// Takes one message; of one camera, they come in the order that wire/sighting.h promises.
  std::vector<StitchedMessage> process(const wire::EyeMessage& message);
  /// No more messages come: returns all that is left and ends all tracks.
  std::vector<StitchedMessage> finish();
  const StitcherStats& stats() const;

 private:
  struct Impl;
  explicit Stitcher(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::floor
