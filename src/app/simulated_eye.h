// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/follower.h"
#include "base/result.h"
#include "config/store_config.h"
#include "sim/plan/plan.h"
#include "sim/sightings/clothing_codes.h"
#include "sim/sightings/perfect_sightings.h"
#include "sim/sightings/watch.h"
#include "wire/sighting.h"

namespace sillage::app {

/// One camera of a simulated store, and this product's eye from the detector on: what the detector
/// finds is drawn by chance (sim::SimulatedDetector), whom that makes is told by the eye itself.
/// Clothing codes are sim::ClothingCodes'; marks and audience there are none.
class SimulatedEye {
 public:
  struct Frame {
    sim::WatchedFrame watched;
    std::vector<wire::EyeMessage> messages;  ///< to the floor; none where the frame was lost
  };

  /// `store` is the plan's (sim::store_config_of). The first frame is taken at `from`. A perfect
  /// one is sim::PerfectSightings; `with_codes`: clothing codes, as at link level L3. Fails
  /// (kNotFound) where the plan or the store has no such camera.
  static Result<SimulatedEye> create(const sim::Plan& plan, const config::StoreConfig& store,
                                     const std::string& camera, Instant from,
                                     const sim::WatchOptions& watching, bool with_codes = false);

  /// The frames from `before` on until before `after`; see sim::Watch::process.
  std::vector<Frame> process(std::span<const sim::Person> cast, const sim::Moment& before,
                             const sim::Moment& after);
  /// Ends all tracks.
  std::vector<wire::EyeMessage> finish();

 private:
  SimulatedEye(sim::Watch watch, std::optional<Follower> follower,
               const sim::WatchOptions& watching, bool with_codes, double min_score);
  std::vector<wire::EyeMessage> look(const sim::WatchedFrame& frame,
                                     std::span<const sim::Person> cast);

  CameraId camera_;
  sim::Watch watch_;
  std::optional<Follower> follower_;  ///< of one that is not perfect
  double min_score_;
  std::optional<sim::PerfectSightings> perfect_;
  std::optional<sim::ClothingCodes> codes_;
  std::optional<Instant> last_frame_;
};

}  // namespace sillage::app
