// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "base/id.h"
#include "geometry/homography.h"
#include "geometry/radial_lens.h"
#include "geometry/standing_body.h"
#include "sim/agents/random.h"
#include "sim/sightings/internal/clothes.h"
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

  // Clothing codes, as link level L3 has them. A track shows the clothes and something of its own:
  // sqrt(alike) * clothes + sqrt(1 - alike) * noise. Figures: docs/adr/0013-clothing-code.md.
  bool codes = false;
  double alike_at_once = 0.62;  ///< after one look ...
  double alike = 0.67;          ///< ... and after several
  double look_every_s = 0.4;
  int most_looks = 16;  ///< of a track in an epoch; a code comes when their number has doubled
  double code_least_px = 48;  ///< height of the box
  double code_most_hidden = 0.4;
  double code_overlap_s = 60;  ///< so long into an epoch there are codes of the one before too
};

/// Makes of the frames of one camera what its eye would send to the floor: `wire::Sighting`s of
/// short-lived tracks and a FrameMark per frame, in the order that wire/sighting.h promises.
///
/// Perfect: everybody whose foot lies in the picture, hidden or not, at their exact place
/// (covariance 1e-10 m^2), one track from coming into the picture to leaving it. Otherwise: whoever
/// the detector found, at the place that the box and the plan's calibration give, filtered. A track
/// breaks where somebody is missed for longer than the evidence lasts: 2.1 s in the open, 3.7 s
/// behind something. Codes of perfect sightings know no noise.
class SightingStream {
 public:
  /// `view` is copied from; fails (kInvalidArgument) where the camera sees the floor edge-on.
  static Result<SightingStream> create(const CameraView& view, const WatchOptions& options,
                                       const StreamFigures& figures = {});

  /// `cast` is whom to take clothes from, in the order of ids; who is not in it has no code.
  std::vector<wire::EyeMessage> process(const WatchedFrame& frame,
                                        std::span<const Person> cast = {});
  /// Ends all tracks.
  std::vector<wire::EyeMessage> finish();

 private:
  struct Looks {
    std::uint32_t epoch = 0;
    int number = 0;
    Instant last;
  };
  /// What a track shows of its clothes.
  struct Wears {
    internal::Clothes clothes{}, noise{};
    std::array<Looks, 2> looks{};  ///< of this epoch and the one before
  };
  struct Track {
    TrackId id{};  ///< 0 until confirmed
    double log_odds = 0;
    double body_error = 0;  ///< of the height that is thought theirs, share
    bool hidden = false;
    Instant changed_at, found_at;
    internal::FootFilter foot;
    Covariance body_noise;  ///< of a foot that is hidden, beyond the filter's
    wire::Sighting last;
    std::optional<Wears> wears;
    std::vector<wire::Sighting> waiting;  ///< until it is confirmed
  };
  using Key = std::int64_t;  ///< a person, or a fixed place of clutter below 0

  SightingStream(const CameraPlan& camera, Homography floor_from_image, const WatchOptions& options,
                 const StreamFigures& figures);
  void process_perfect(const WatchedFrame& frame, std::span<const Person> cast,
                       std::vector<wire::EyeMessage>& out);
  void process_found(const WatchedFrame& frame, std::span<const Person> cast,
                     std::vector<wire::EyeMessage>& out);
  void found(Track& track, const FoundBox& box, const SeenPerson* seen, Instant at,
             std::vector<wire::EyeMessage>& out);
  static Covariance covariance_of(const Track& track);
  Point place_of(const Track& track) const;
  bool missed(Track& track, const SeenPerson* seen, Instant at, std::vector<wire::EyeMessage>& out);
  void end(const Track& track, std::vector<wire::EyeMessage>& out) const;
  void dress(Track& track, Key key, std::span<const Person> cast);
  bool is_fit_for_code(const FoundBox& box, const SeenPerson* seen) const;
  /// The code that comes with a sighting at this time, if one is due.
  std::optional<wire::ClothingCode> code(Wears& wears, Instant at) const;

  CameraId camera_;
  Homography floor_from_image_;
  RadialLens lens_;
  std::optional<StandingBody> body_;
  ImageSize picture_;
  std::uint64_t seed_;
  bool perfect_;
  StreamFigures figures_;
  Random random_, code_random_;
  std::map<Key, Track> tracks_;
  std::uint64_t last_id_ = 0;
  std::optional<Instant> last_frame_;
};

}  // namespace sillage::sim
