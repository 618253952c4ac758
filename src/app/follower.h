// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "config/store_config.h"
#include "eye/common/detection.h"
#include "eye/scene/scene.h"
#include "eye/track/tracker.h"
#include "geometry/homography.h"
#include "geometry/radial_lens.h"
#include "geometry/standing_body.h"
#include "wire/sighting.h"

namespace sillage::app {

/// What the floor may know of one place of a track.
wire::Sighting sighting_of(const CameraId& camera, const eye::TrackUpdate& update);

/// Time that a frame has observed: since the one before, at most one second, or one and a half of
/// the nominal intervals where that is longer.
Duration observed_since(const std::optional<Instant>& last, Instant at, double nominal_s);

/// The picture as a lens without distortion would show it, which is what the tracker sees. Where
/// there is no distortion it is the picture itself.
struct StraightPicture {
  RadialLens lens;
  Point origin;  ///< of the straight picture's upper left corner, pixels
  int width = 0, height = 0;

  StraightPicture(const RadialLens& lens, int width, int height);
  Box straight(const Box& seen) const;
  Box seen(Box straight) const;
  /// Of this picture: its principal point.
  RadialLens straight_lens() const;
  /// `plane` of the picture whose upper left corner is at 0, from this one's.
  Result<Homography> moved(const Homography& plane) const;
};

/// An eye behind its detector: ghosts go, the lens is straightened, people are followed, and they
/// stand where their bodies do. One per camera, for one thread.
class Follower {
 public:
  /// Of pictures of `width` x `height` pixels; `threshold` is the detector's (see eye::Detector).
  static Result<Follower> create(const config::Camera& camera, int width, int height,
                                 double threshold);

  /// The boxes of a frame, in pixels of the picture, as are those given back. Frames come in the
  /// order of time.
  std::vector<eye::TrackUpdate> process(Instant at, std::vector<eye::Detection> people);
  /// Ends all tracks.
  std::vector<eye::TrackUpdate> finish();
  wire::Sighting told(const eye::TrackUpdate& update) const;

  const Homography& floor_from_image() const { return floor_from_image_; }
  /// Where the camera's pose is known.
  const std::optional<StandingBody>& standing_body() const { return body_; }
  bool is_calibrated() const { return is_calibrated_; }

 private:
  Follower(const config::Camera& camera, eye::Scene scene, eye::Tracker tracker,
           const StraightPicture& picture, const Homography& plane, bool is_calibrated,
           std::optional<StandingBody> body);

  CameraId camera_;
  eye::Scene scene_;
  eye::Tracker tracker_;
  StraightPicture picture_;
  Homography floor_from_image_;
  bool is_calibrated_;
  std::optional<StandingBody> body_;  ///< where the camera's pose is known
};

}  // namespace sillage::app
