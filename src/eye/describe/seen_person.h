// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "base/id.h"
#include "geometry/box.h"

namespace sillage::eye {

/// A confirmed track that was detected in this frame.
struct SeenPerson {
  TrackId track{};
  Box box;  ///< pixels
  /// Of the angle at which the camera looks down at them (tilt.h); a usual one where not
  /// calibrated.
  double tilt_sine = 0.35;
  /// How high the box is, as a share of the box of an adult of usual stature who stands whole and
  /// whose head is at its upper edge; nothing where that cannot be told.
  std::optional<double> shown{};
};

}  // namespace sillage::eye
