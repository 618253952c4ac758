// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "geometry/point.h"
#include "sim/camera/internal/scene.h"
#include "sim/plan/lens.h"

namespace sillage::sim::render {

/// Samples of a pixel, each at its own place in the pixel and time of the exposure.
inline constexpr int kSamples = 4;
/// A rotated grid: each row and column of quarters holds one sample.
inline constexpr std::array<Point, kSamples> kSampleAt = {
    {{0.375, 0.125}, {0.875, 0.375}, {0.125, 0.625}, {0.625, 0.875}}};

/// Three planes of linear colour, row by row.
struct Planes {
  std::array<std::vector<float>, 3> plane;
  explicit Planes(std::size_t pixels = 0) {
    for (auto& p : plane) p.assign(pixels, 0);
  }
};

/// The empty store as one camera sees it. The store does not move, so it is computed once: light
/// by light, since lamps, daylight and infrared are mixed anew for every picture.
struct Backdrop {
  int width = 0, height = 0;
  Planes lamps, daylight;
  std::vector<float> infrared;
  /// Along the optical axis, m, per sample; infinite where nothing is.
  std::array<std::vector<float>, kSamples> depth;
  std::vector<float> floor_x, floor_y;  ///< m; NaN where a pixel does not show the floor
  std::vector<float> gloss;             ///< of the floor there, towards the camera; else 0
};

/// Path-free ray casting with soft shadows and one mirror; rows are shared among `threads`, which
/// does not change the result.
Backdrop make_backdrop(const Scene& scene, const Lens& lens, int threads);

/// Irradiance of a surface by the lamp ring of an infrared camera.
float infrared_irradiance(Vec camera, Vec axis, Vec place, Vec normal);
Vec position_of(const Lens& lens);
Vec axis_of(const Lens& lens);

}  // namespace sillage::sim::render
