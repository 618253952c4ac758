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

enum class TrackState { kObserved, kPredicted, kEnded };

/// Where one confirmed track was at one moment.
struct TrackUpdate {
  TrackId track{};
  Instant captured_at;
  TrackState state = TrackState::kObserved;
  Box box;                     ///< pixels
  Point foot_in_floor;         ///< metres
  Covariance foot_covariance;  ///< square metres
  float score = 0;             ///< posterior that this is a person
};

}  // namespace sillage::eye
