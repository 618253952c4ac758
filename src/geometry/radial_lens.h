// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geometry/box.h"
#include "geometry/point.h"

namespace sillage {

/// Radial distortion of a lens, to straighten what it bends. In normalised image coordinates a ray
/// at (x, y), r2 = x^2 + y^2, is seen at (x, y) * (1 + k1 r2 + k2 r2^2). Source: Brown,
/// Photogrammetric Engineering 32(3), 1966, the radial terms.
struct RadialLens {
  double fx = 0, fy = 0, cx = 0, cy = 0;  ///< pixels
  double k1 = 0, k2 = 0;

  bool is_straight() const { return k1 == 0 && k2 == 0; }
  /// Where a pinhole camera would see it, pixels. What lies farther out than the model reaches
  /// (where it folds back) is taken to its rim.
  Point straight(Point seen) const;
  /// Where the lens shows it, pixels.
  Point seen(Point straight) const;
  /// The same for an upright box: its foot and head stand where their middles do, its width is that
  /// at half its height. There and back is exact on the axis only.
  Box straight(const Box& seen) const;
  Box seen(const Box& straight) const;
};

}  // namespace sillage
