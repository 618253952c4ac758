// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <random>

#include "eye/common/frame.h"
#include "eye/describe/mark.h"
#include "geometry/point.h"

namespace sillage::eye::testing {

/// A printed mark on a white sheet, seen by a camera.
struct DrawnMark {
  Point centre;      ///< pixels
  double size = 40;  ///< of the mark seen straight on, pixels
  double yaw = 0;    ///< turned about the upright axis, radians
  double pitch = 0;
  double roll = 0;
  int black = 40, white = 200;  ///< grey levels of print in the store's light
};

/// Draws the sheet with each pixel the mean of what falls on it.
void draw_mark(I420Image& image, const MarkPattern& pattern, const DrawnMark& mark);

/// What lens, codec and sensor do: Gaussian blur of lightness, then noise.
void blur(I420Image& image, double sigma);
void sensor_noise(I420Image& image, double sigma, std::mt19937& random);

}  // namespace sillage::eye::testing
