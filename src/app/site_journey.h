// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/result.h"
#include "eval/site.h"
#include "floor/journey/fuser.h"
#include "floor/journey/merger.h"

namespace sillage::app {

struct SiteTracking {
  floor::MergerOptions merger;
  floor::FuserOptions fuser;
  /// Standard deviation of the foot of a box, in heights of the box, along x and y.
  double noise_x = 0.02, noise_y = 0.03;
  /// What one box alone says that there is a person: a share.
  double box_score = 0.9;
};

struct TrackedSite {
  std::vector<eval::PlaceRow> rows;  ///< where everybody was, by frame, then id
  std::vector<floor::CameraAlignment> alignment;
  double floor_s = 0;  ///< wall clock inside the floor
};

/// Gives the boxes of all cameras of a site to the floor as they are, without an eye's tracker:
/// merger, then fusion, which tracks people over all views. `boxes` are by camera, by frame.
Result<TrackedSite> track_site(const eval::Site& site,
                               const std::vector<std::vector<eval::MotRow>>& boxes,
                               const SiteTracking& options);

}  // namespace sillage::app
