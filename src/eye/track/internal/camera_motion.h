// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "eye/track/internal/measurement.h"

namespace sillage::eye {

/// Where a person, seen well in the frame before, is expected in the picture.
struct Landmark {
  Box box;
  double variance_x = 0;  ///< of the expectation, pixels squared
  double variance_top = 0;
};

/// How a shaking or turning camera has moved its picture, told from the boxes alone: what all
/// people seem to have done at once, the camera did. A fixed camera is not touched: its shake is
/// learned to be nothing. Large shifts are found by vote, small ones by a weighted mean.
class CameraMotion {
 public:
  CameraMotion(const TrackerOptions& options, int width) : options_(options), width_(width) {}

  /// Displacement of the picture since it was calibrated, pixels. It fades within
  /// `shift_memory_s`: a camera that turns away is followed, not remembered.
  Point shift() const { return shift_; }
  /// Before `steady`: lets the shift fade by `dt` seconds.
  void fade(double dt);
  /// Learns from one frame. The landmarks were expected with the present shift.
  void steady(std::span<const Landmark> landmarks, std::span<const Measurement> boxes, double dt);
  void reset();

 private:
  TrackerOptions options_;
  int width_;
  Point shift_;
  Point shake_;  ///< variance of the small shifts, pixels squared
};

}  // namespace sillage::eye
