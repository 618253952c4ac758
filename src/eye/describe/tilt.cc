// SPDX-License-Identifier: Apache-2.0
#include "eye/describe/tilt.h"

#include <algorithm>
#include <cmath>

namespace sillage::eye {

double tilt_sine(const Homography& floor_from_image, Point foot_in_image) {
  const auto moved = [&](double x, double y) {
    return floor_from_image.apply(Point{foot_in_image.x + x, foot_in_image.y + y});
  };
  const auto left = moved(-1, 0), right = moved(1, 0), far = moved(0, -1), near = moved(0, 1);
  const double across = distance(left, right), along = distance(far, near);
  if (!(across > 0) || !std::isfinite(along) || !(along > 0)) return 1;
  return std::clamp(across / along, 0.0, 1.0);
}

}  // namespace sillage::eye
