// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include "geometry/box.h"

namespace sillage::eye {

/// Could one person have made both boxes, `apart_s` seconds apart? At most 2 body heights a second,
/// and half a height for the detector's jitter.
inline bool near(const Box& a, const Box& b, double apart_s) {
  const double height = std::max(a.height, b.height);
  const Point from = a.centre(), to = b.centre();
  return std::hypot(from.x - to.x, from.y - to.y) < height * (0.5 + 2 * apart_s) &&
         a.height < 1.8 * b.height && b.height < 1.8 * a.height;
}

}  // namespace sillage::eye
