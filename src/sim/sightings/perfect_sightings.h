// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "base/id.h"
#include "sim/sightings/clothing_codes.h"
#include "sim/sightings/watch.h"
#include "wire/sighting.h"

namespace sillage::sim {

/// What one camera's eye would send to the floor if it knew no error: everybody whose foot lies in
/// the picture, hidden or not, at their exact place (covariance 1e-10 m^2), one track from coming
/// into the picture to leaving it, codes without noise. wire::Sightings and a FrameMark per frame,
/// in the order that wire/sighting.h promises.
class PerfectSightings {
 public:
  PerfectSightings(const CameraPlan& camera, std::uint64_t seed, bool with_codes = false);

  /// `cast` is whom to take clothes from, in the order of ids; who is not in it has no code.
  std::vector<wire::EyeMessage> process(const WatchedFrame& frame,
                                        std::span<const Person> cast = {});
  /// Ends all tracks.
  std::vector<wire::EyeMessage> finish();

 private:
  void end(const wire::Sighting& last, std::vector<wire::EyeMessage>& out);

  CameraId camera_;
  std::optional<ClothingCodes> codes_;
  std::map<PersonId, wire::Sighting> tracks_;  ///< the last sighting of each
  std::uint64_t last_id_ = 0;
  std::optional<Instant> last_frame_;
};

}  // namespace sillage::sim
