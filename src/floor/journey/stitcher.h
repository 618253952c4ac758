// SPDX-License-Identifier: Apache-2.0
#pragma once

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
  /// How long after a person was lost a new track may still be theirs, s. Beyond the lag such a gap
  /// stays empty.
  double memory_s = 8.0;
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

/// Joins the tracks of an eye into one identity per person, a fixed lag later: pieces of tracks are
/// linked where the motion on both sides says that they are one person rather than two. Gaps of
/// sightings are filled at the times of the frames. Each camera is stitched by itself.
///
/// Out comes, per camera and in the order of time: the sightings of a frame, then its FrameMark,
/// `lag_s` after it came in. Sightings that the eye itself sent late (at most wire::kMaxBackfill)
/// may come after later marks by as much. The eye's predictions are left out: a gap is filled
/// once both of its ends are known. A person's kEnded comes once, when nobody can be joined any
/// more.
///
/// A plain object for one thread. Event time only; deterministic.
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

 private:
  struct Impl;
  explicit Stitcher(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::floor
