// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geometry/homography.h"
#include "geometry/point.h"

namespace sillage::eye {

/// Sine of the angle at which a camera looks down at the floor at `foot` (pixels), 0 to 1. A pixel
/// upwards covers 1 / sine as much floor as a pixel across, where pixels are square and the camera
/// is level.
double tilt_sine(const Homography& floor_from_image, Point foot_in_image);

}  // namespace sillage::eye
