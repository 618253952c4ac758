// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "eye/common/detection.h"
#include "geometry/homography.h"

namespace sillage::eye {

/// All times in real seconds, so that any frame rate behaves alike.
struct TrackerOptions {
  /// Spectral density of the acceleration noise of a walking person, m^2/s^3.
  double acceleration_density = 0.8;
  /// After this time a person has forgotten the old direction (people stop), s.
  double velocity_memory_s = 6.0;
  /// Standard deviation of a box edge, as a share of the box height; never below 1.5 pixels.
  double edge_noise = 0.11;
  /// Spread of one person's measured height around its mean, in log units.
  double height_noise = 0.15;
  /// Density of other boxes that could be mistaken for the person, per square metre.
  double clutter_density = 0.02;
  /// Weight of box overlap in the association, in log units for IoU 1 against 0.
  double overlap_weight = 2.0;
  /// Score of a box that is as likely clutter as a person.
  double even_score = 0.5;
  /// Log-odds that a track is a person at which it is confirmed and its past is sent.
  double confirm_log_odds = 5.0;
  /// Log-odds never grow beyond this; with `loss_rate` it sets how long a lost track is kept.
  double max_log_odds = 8.0;
  /// Loss of log-odds per second without detection, in the open and hidden behind somebody.
  double loss_rate = 2.5;
  double hidden_loss_rate = 1.0;
  /// Predictions are sent for this long after the last detection, s.
  double predict_s = 0.5;
  /// Lowest score from which a new track starts.
  double birth_score = 0.65;
  /// Tracks alive at once, tentative ones included; more are not started.
  int max_tracks = 1000;
  Result<void> check() const;
};

enum class TrackState {
  kObserved,   ///< detected in this frame
  kPredicted,  ///< hidden for a moment
  kEnded,      ///< over; time and place are those of the last detection
};

/// Where one confirmed track was at one moment.
struct TrackUpdate {
  TrackId track{};
  Instant captured_at;
  TrackState state = TrackState::kObserved;
  Box box;                     ///< pixels
  Point foot_in_floor;         ///< metres
  Covariance foot_covariance;  ///< square metres
  float score = 0;             ///< posterior that this is a person, 0 to 1
};

/// What the tracker needs to know of its camera.
struct TrackerView {
  Homography floor_from_image = Homography::scale(0.01);
  int width = 0;  ///< pixels
  int height = 0;
  /// False where the floor plane is only the scaled picture: lengths are then taken relative to the
  /// height of each person.
  bool calibrated = true;
};

/// Joins the detections of one camera into short-lived tracks, on line: a constant-velocity filter
/// on the floor per person and one optimal assignment per frame over high and low scores. A track
/// is sent once the evidence confirms it, its past first (at most 3 s old, see
/// wire::kMaxBackfill); so a line next to the door loses nobody.
///
/// A plain object for one thread. Deterministic. Memory is bounded by `max_tracks`.
class Tracker {
 public:
  static Result<Tracker> create(TrackerOptions options, TrackerView view);
  Tracker(Tracker&&) noexcept;
  Tracker& operator=(Tracker&&) noexcept;
  ~Tracker();

  /// Takes the detections of one frame; frames must come in the order of time. Updates of one
  /// track come in the order of time.
  std::vector<TrackUpdate> process(Instant captured_at, std::span<const Detection> detections);
  /// Ends all tracks.
  std::vector<TrackUpdate> finish();

 private:
  struct Impl;
  explicit Tracker(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::eye
