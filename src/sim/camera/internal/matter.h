// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/camera/internal/scene.h"

namespace sillage::sim::render {

/// What a place of the scene gives back of the light that falls on it.
struct Albedo {
  Vec colour;              ///< linear, 0 to 1
  float infrared = 0;      ///< of light at 850 nm; cloth and print are paler there than to the eye
  float gloss = 0;         ///< reflectance at normal incidence of a coat above it
  float roughness = 0.1F;  ///< spread of what the coat mirrors
};

Albedo albedo_of(const Scene& scene, const Hit& hit);

/// 0 to 255 as in a picture to linear.
Vec linear_of(int red, int green, int blue);
/// Of a dyed thing of this colour.
float infrared_of(Vec colour);

}  // namespace sillage::sim::render
