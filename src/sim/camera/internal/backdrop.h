// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "sim/camera/internal/lanes.h"
#include "sim/camera/internal/scene.h"
#include "sim/plan/lens.h"

namespace sillage::sim::render {

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
  /// 1 / depth along the optical axis, 1/m, per sample; 0 where nothing is.
  std::vector<Lanes> nearness;
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
