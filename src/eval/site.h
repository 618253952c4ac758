// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "eval/mot.h"
#include "eval/tracking.h"
#include "geometry/homography.h"

namespace sillage::eval {

/// One of several cameras that watch the same floor at the same times.
struct SiteCamera {
  std::string name;
  SequenceInfo info;
  PinholeCamera camera;
  std::vector<MotRow> boxes;  ///< by frame; `id` is the person of the truth
};

/// Several calibrated cameras, and where everybody was.
struct Site {
  double frame_rate = 0;
  int frames = 0;
  std::vector<SiteCamera> cameras;
  std::vector<PlaceRow> truth;
};

/// Reads the folder of WILDTRACK (Chavdarova et al., CVPR 2018): `annotations/NNNNNNNN.json`, two
/// per second, the boxes in the undistorted pictures of seven cameras and the place of everybody on
/// a grid of 2.5 cm; `calibrations/extrinsic` and `intrinsic_zero` in OpenCV's XML, centimetres.
/// Errors name the file.
Result<Site> read_wildtrack(const std::filesystem::path& folder);

/// What boxes of a detector suffer, independently of one another.
struct Damage {
  double missed = 0;     ///< share of the boxes that are taken away
  double clutter = 0;    ///< boxes on nobody, as a share of the boxes
  double jitter_px = 0;  ///< standard deviation of each edge
  std::uint64_t seed = 1;
  Result<void> check() const;
};
/// The boxes of one camera with that damage; clutter has the size of a box of the same camera,
/// somewhere in the picture, and id -1. The same seed gives the same boxes.
std::vector<MotRow> damaged(const SiteCamera& camera, const Damage& damage);

}  // namespace sillage::eval
