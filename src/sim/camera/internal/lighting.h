// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "sim/camera/internal/chance.h"
#include "sim/camera/internal/scene.h"

namespace sillage::sim::render {

/// Light by where it comes from, as each source alone would give it at full power. A picture mixes
/// them: lamps and daylight by day, infrared alone at night.
struct Light {
  float lamps = 0;
  float daylight = 0;
  friend Light operator+(Light a, Light b) { return {a.lamps + b.lamps, a.daylight + b.daylight}; }
  friend Light operator*(Light a, float s) { return {a.lamps * s, a.daylight * s}; }
};

inline constexpr Vec kLampTint{1.0F, 0.955F, 0.88F};
inline constexpr Vec kDaylightTint{0.93F, 1.0F, 1.1F};

/// Irradiance of a surface: lamps and doors as areas with shadows by one random ray each, and a
/// share of scattered light where the surroundings are open (`openness` 0 to 1).
Light irradiance(const Scene& scene, Vec place, Vec normal, float openness, Dice& dice);
Light irradiance_without_shadows(const Scene& scene, Vec place, Vec normal, float openness);
/// Share of a few random directions in which nothing is near: ambient occlusion.
float openness(const Scene& scene, Vec place, Vec normal, int rays, Dice& dice);
/// What shines where a ray leaves the store or meets a lamp.
Light glow(const Scene& scene, const Hit& hit, Vec direction);

/// Irradiance around a place from the six directions of the axes (+x, -x, +y, -y, +z, -z), for
/// surfaces of any direction there (the "ambient cube", McTaggart, GDC 2004).
struct LightProbe {
  std::array<Light, 6> sides;
  Light at(Vec normal) const;
};
LightProbe probe(const Scene& scene, Vec place);

}  // namespace sillage::sim::render
