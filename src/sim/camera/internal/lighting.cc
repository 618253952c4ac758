// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/internal/lighting.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sillage::sim::render {
namespace {

/// Lamps farther away add little that differs from place to place.
constexpr float kReach = 7.0F;
/// Scattered light below an open ceiling, as a share of what the lamps alone would give the floor.
constexpr float kScatteredLamps = 0.55F;
constexpr float kScatteredDay = 0.035F;
constexpr float kSkyIrradiance = 6.0F;
constexpr float kNearby = 0.9F;  ///< m, within which things darken one another

float from_lamp(const Scene& scene, const Lamp& lamp, Vec place, Vec normal, bool shadows,
                Dice& dice) {
  const Vec to_centre = lamp.centre - place;
  if (dot(to_centre, lamp.normal) >= 0) return 0;
  const float column = static_cast<float>(dice.stratum % 2),
              row = static_cast<float>(dice.stratum / 2);
  const float u = shadows ? dice.next() + column - 1 : 0, v = shadows ? dice.next() + row - 1 : 0;
  const Vec at = lamp.centre + lamp.half_a * u + lamp.half_b * v;
  const Vec way = at - place;
  const float square = std::max(dot(way, way), 0.04F), distance = std::sqrt(square);
  const float here = dot(way, normal) / distance, there = -dot(way, lamp.normal) / distance;
  if (here <= 0 || there <= 0) return 0;
  const float area = 4 * norm(lamp.half_a) * norm(lamp.half_b);
  const float light = lamp.radiance * area * here * there / square;
  if (shadows && light > 0.002F && is_hidden(scene, place + normal * 0.004F, at)) return 0;
  return light;
}

float scattered_lamps(const Scene& scene) {
  const float area =
      std::max(1.0F, (scene.most.x - scene.least.x) * (scene.most.y - scene.least.y));
  float power = 0;
  for (const Lamp& lamp : scene.lamps) {
    power += lamp.radiance * 4 * norm(lamp.half_a) * norm(lamp.half_b);
  }
  return std::numbers::pi_v<float> * power / area * kScatteredLamps;
}

Light gathered(const Scene& scene, Vec place, Vec normal, float open, bool shadows, Dice& dice) {
  // A place on an outer wall counts as on the side that its surface looks to.
  const Vec ahead = place + normal * 0.02F;
  if (!is_indoors(scene, ahead.x, ahead.y)) {
    return {0.05F, kSkyIrradiance * open * (0.6F + 0.4F * normal.z)};
  }
  // Light from below has been given back by the floor first.
  const float up = 0.5F + 0.5F * normal.z;
  Light light{scattered_lamps(scene) * open * mix(0.5F, 0.6F, up), 0};
  for (const Lamp& lamp : scene.lamps) {
    const Vec way = lamp.centre - place;
    if (way.x * way.x + way.y * way.y > kReach * kReach) continue;
    light.lamps += from_lamp(scene, lamp, place, normal, shadows, dice);
  }
  for (const Lamp& door : scene.daylight) {
    const Vec way = door.centre - place;
    const float fade = 1 / (1 + dot(way, way) / 40);
    light.daylight += kScatteredDay * kSkyIrradiance * open * fade;
    light.daylight += from_lamp(scene, door, place, normal, shadows, dice);
  }
  return light;
}

/// A random direction on the normal's side, denser towards it by its cosine.
Vec scattered_direction(Vec normal, float turn, Dice& dice) {
  const float angle = 2 * std::numbers::pi_v<float> * turn;
  const float up = 2 * dice.next() - 1, out = std::sqrt(std::max(0.0F, 1 - up * up));
  return unit(normal * 1.001F + Vec{out * std::cos(angle), out * std::sin(angle), up});
}

}  // namespace

Light irradiance(const Scene& scene, Vec place, Vec normal, float open, Dice& dice) {
  return gathered(scene, place, normal, open, true, dice);
}

Light irradiance_without_shadows(const Scene& scene, Vec place, Vec normal, float open) {
  Dice unused(0);
  return gathered(scene, place, normal, open, false, unused);
}

float openness(const Scene& scene, Vec place, Vec normal, int rays, Dice& dice) {
  if (rays <= 0) return 1;
  float open = 0;
  const Vec from = place + normal * 0.004F;
  for (int i = 0; i < rays; ++i) {
    const float turn = (static_cast<float>(dice.stratum * rays + i) + dice.next()) /
                       (4.0F * static_cast<float>(rays));
    const Vec direction = scattered_direction(normal, turn, dice);
    const bool floor_near = direction.z < 0 && from.z < -direction.z * kNearby;
    if (floor_near) {
      open += 0.5F + 0.5F * from.z / (-direction.z * kNearby);
    } else if (!is_hidden(scene, from, from + direction * kNearby)) {
      open += 1;
    }
  }
  return open / static_cast<float>(rays);
}

Light glow(const Scene& scene, const Hit& hit, Vec direction) {
  if (hit.lamp != nullptr) return {hit.lamp->radiance, 0};
  // Across the street: a row of houses below a pale sky.
  const float turn = std::atan2(direction.y, direction.x) * 9;
  const float slope =
      direction.z / std::sqrt(direction.x * direction.x + direction.y * direction.y + 1e-9F);
  const bool house = slope < 0.25F + 0.2F * chance(scene.seed, static_cast<int>(std::floor(turn)));
  if (!house) return {0, 2.2F};
  const float window = noise(scene.seed + 2, turn * 4, slope * 40);
  return {0.02F, 0.7F + 0.9F * window};
}

Light LightProbe::at(Vec n) const {
  const Light& x = sides[n.x > 0 ? 0 : 1];
  const Light& y = sides[n.y > 0 ? 2 : 3];
  const Light& z = sides[n.z > 0 ? 4 : 5];
  return x * (n.x * n.x) + y * (n.y * n.y) + z * (n.z * n.z);
}

LightProbe probe(const Scene& scene, Vec place) {
  constexpr std::array<Vec, 6> kSides = {
      {{1, 0, 0}, {-1, 0, 0}, {0, 1, 0}, {0, -1, 0}, {0, 0, 1}, {0, 0, -1}}};
  LightProbe result;
  for (std::size_t i = 0; i < kSides.size(); ++i) {
    result.sides[i] = irradiance_without_shadows(scene, place, kSides[i], 0.85F);
  }
  return result;
}

}  // namespace sillage::sim::render
