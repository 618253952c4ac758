// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "base/id.h"
#include "geometry/homography.h"
#include "sim/agents/random.h"
#include "sim/sightings/internal/foot_filter.h"
#include "sim/sightings/watch.h"
#include "wire/sighting.h"

namespace sillage::sim {

/// A tracker behind the detector, as far as the floor can tell: the evidence and noise of
/// src/eye/track (its default parameters, stated again because the simulator may not know the
/// eye), but boxes never go to the wrong person.
struct StreamFigures {
  // Log-odds that a track is a person: the sum of what its boxes say, less what misses say.
  double even_score = 0.54, score_slope = 9.3, score_lowest = -4.9, score_highest = 4.2;
  double birth_score = 0.65;
  double confirm_log_odds = 6.2, max_log_odds = 7.0;
  double loss_rate = 3.4, hidden_loss_rate = 1.9;   ///< per second without a box
  double predict_s = 0.1, predict_hidden_s = 0.43;  ///< for this long a miss is bridged
  double noise_x = 0.058, noise_bottom = 0.069;     ///< of a foot, in heights of the box
  double acceleration_density = 0.26;               ///< m^2/s^3
  double body_sd = 0.068;  ///< of how well the height of somebody is known whose feet are hidden
  double hidden_cover = 0.63;  ///< share from which somebody counts as hidden
};

/// Makes of the frames of one camera what its eye would send to the floor: `wire::Sighting`s of
/// short-lived tracks and a FrameMark per frame, in the order that wire/sighting.h promises.
///
/// Perfect: everybody whose foot lies in the picture, hidden or not, at their exact place
/// (covariance 1e-10 m^2), one track from coming into the picture to leaving it. Otherwise: whoever
/// the detector found, at the place that the box and the plan's calibration (without the lens's
/// distortion) give, filtered. A track breaks where somebody is missed for longer than the evidence
/// lasts: 2.1 s in the open, 3.7 s behind something.
class SightingStream {
 public:
  /// `view` is copied from; fails (kInvalidArgument) where the camera sees the floor edge-on.
  static Result<SightingStream> create(const CameraView& view, const WatchOptions& options,
                                       const StreamFigures& figures = {});

  std::vector<wire::EyeMessage> process(const WatchedFrame& frame);
  /// Ends all tracks.
  std::vector<wire::EyeMessage> finish();

 private:
  struct Track {
    TrackId id{};  ///< 0 until confirmed
    double log_odds = 0;
    double body_error = 0;  ///< of the height that is thought theirs, share
    bool hidden = false;
    Instant changed_at, found_at;
    internal::FootFilter foot;
    wire::Sighting last;
    std::vector<wire::Sighting> waiting;  ///< until it is confirmed
  };
  using Key = std::int64_t;  ///< a person, or a fixed place of clutter below 0

  SightingStream(CameraId camera, Homography floor_from_image, const WatchOptions& options,
                 const StreamFigures& figures);
  void process_perfect(const WatchedFrame& frame, std::vector<wire::EyeMessage>& out);
  void process_found(const WatchedFrame& frame, std::vector<wire::EyeMessage>& out);
  void found(Track& track, const FoundBox& box, const SeenPerson* seen, Instant at,
             std::vector<wire::EyeMessage>& out);
  bool missed(Track& track, const SeenPerson* seen, Instant at, std::vector<wire::EyeMessage>& out);
  void end(const Track& track, std::vector<wire::EyeMessage>& out) const;

  CameraId camera_;
  Homography floor_from_image_;
  bool perfect_;
  StreamFigures figures_;
  Random random_;
  std::map<Key, Track> tracks_;
  std::uint64_t last_id_ = 0;
  std::optional<Instant> last_frame_;
};

}  // namespace sillage::sim
