// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/id.h"
#include "geometry/box.h"

namespace sillage::eye {

/// A confirmed track that was detected in this frame.
struct SeenPerson {
  TrackId track{};
  Box box;  ///< pixels
  /// Of the angle at which the camera looks down at them (tilt.h); a usual one where not calibrated.
  double tilt_sine = 0.35;
};

}  // namespace sillage::eye
