// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/camera/film_options.h"
#include "sim/camera/internal/backdrop.h"
#include "sim/camera/picture.h"

namespace sillage::sim::render {

/// What changes from one exposure to the next.
struct Exposure {
  double at_s = 0;         ///< since the epoch, s: phase of the lamps
  std::uint64_t seed = 0;  ///< of this picture's noise
  float lamp_share = 1;    ///< of the light: only lamps flicker
  bool infrared = false;   ///< grey, with more gain and more noise
};

/// Linear colours to an 8-bit picture: lens blur, vignetting, exposure, noise, tone curve.
class Sensor {
 public:
  Sensor(int width, int height, const FilmOptions& options);
  /// The exposure follows the scene over about ten pictures, at once in the first and where day and
  /// night mode change. `light` is
  /// used up.
  Picture develop(Planes& light, const Exposure& exposure);

 private:
  void blur(std::vector<float>& plane);
  float wanted_gain(const Planes& light) const;
  float tone(float linear) const;
  void develop_row(const Planes& light, const Exposure& exposure, int y, std::uint64_t seed);

  int width_, height_;
  FilmOptions options_;
  std::vector<float> curve_;  ///< of linear values 0 to kBrightest
  std::vector<float> grain_;  ///< Gaussian numbers, a little alike next to each other
  std::vector<float> scratch_;
  std::array<std::vector<float>, 3> rows_;  ///< two developed rows of each colour
  float gain_ = 0;
  bool was_infrared_ = false;
};

}  // namespace sillage::sim::render
