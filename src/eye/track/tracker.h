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
#include "geometry/radial_lens.h"

namespace sillage::eye {

/// One set for all cameras and frame rates; docs/adr/0009-tracker.md says where the values come
/// from and what each part is worth. Times in real seconds, noise as spectral densities, so that
/// any frame rate behaves alike. "h" is the height of a person's box.
struct TrackerOptions {
  // How people move.
  double acceleration_density = 0.26;  ///< m^2/s^3
  double place_density = 0.0014;       ///< m^2/s: steps, and errors of the calibration
  double velocity_memory_s = 7.44;     ///< after this a person has forgotten the old direction
  double speed_sd = 1.8;               ///< of a newcomer, per axis, m/s
  /// Of log body height, 1/s: with floor calibration, and without, where people grow as they come.
  double body_density = 0.000892;
  double body_density_uncalibrated = 0.00731;
  double body_sd = 0.0601;  ///< of log body height, of a newcomer

  // How well boxes are measured: standard deviations of their centre, lower and upper edge, in h.
  double noise_x = 0.058;
  double noise_bottom = 0.069;
  double noise_top = 0.0986;
  double noise_low_score = 1.0;  ///< share added at score 0
  double noise_hidden = 1.37;    ///< share added to the lower edge of a box that is quite hidden
  /// Share by which the box sent is drawn to the filter's: detectors jitter.
  double box_smoothing = 0.45;

  // Association: log-likelihood ratio "this person" against "somebody or something else".
  double tail = 6.94;    ///< degrees of freedom of the residuals (Student's t); small = heavy tails
  double clutter = 0.7;  ///< density of other boxes, per h^3
  double overlap_weight = 0.75;      ///< for IoU 1 against 0
  double aspect_noise = 0.3;         ///< of log(width / height)
  double score_weight = 0.47;        ///< of the score's log-odds, where these speak against
  double hidden_handicap = 0.85;     ///< for a track that is expected to be quite hidden
  double newcomer_handicap = 0.663;  ///< for an unconfirmed track

  // Existence, in log-odds that a track is a person.
  double min_score = 0.061;      ///< boxes below are not looked at
  double even_score = 0.542;     ///< as likely clutter as a person
  double score_slope = 9.3;      ///< log-odds per unit of score, within the limits
  double score_lowest = -5.21;   ///< log-odds of one box at most against
  double score_highest = 4.32;   ///< and for a person
  double birth_score = 0.638;    ///< lowest score from which a track starts
  double birth_overlap = 0.524;  ///< a box that overlaps a known person more is that person again
  double confirm_log_odds = 6.08;
  double max_log_odds = 7.0;
  double loss_rate = 2.34;         ///< per second without detection, in the open
  double hidden_loss_rate = 1.88;  ///< behind somebody
  double hidden_cover = 0.748;     ///< share of the box from which a person counts as hidden

  // What is sent of people who are not detected.
  double predict_s = 0.11;          ///< for this long, in the open
  double predict_hidden_s = 0.418;  ///< behind somebody
  double predict_spread = 0.153;    ///< while the place in the picture is surer than this, in h

  // A camera that moves or shakes.
  double shift_gain = 1.17;        ///< a large shift must explain the boxes better by this factor
  double shift_suspicion = 0.88;   ///< and is looked for when less than this share of boxes fits
  double shift_memory_s = 0.42;    ///< the picture is taken to return to its place within this time
  double shift_floor_px = 0.0505;  ///< shake of a fixed camera, standard deviation

  int max_tracks = 1000;  ///< alive at once, unconfirmed ones included; more are not started
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
  /// Whether its metres were measured, so that a stature can be told: then somebody too short and
  /// too broad for where their box ends is an adult with hidden legs.
  bool measured = false;
  RadialLens lens{};  ///< its principal point, where known; bends nothing
};

/// Joins the detections of one camera into short-lived tracks, on line, from boxes and motion
/// alone: a filter of place, velocity and body height on the floor per person, and one optimal
/// assignment per frame over high and low scores. A track is sent once the evidence confirms it,
/// its past first (at most 3 s old, see wire::kMaxBackfill); so a line next to the door loses
/// nobody.
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
