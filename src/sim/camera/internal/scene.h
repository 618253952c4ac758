// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/camera/internal/vec.h"
#include "sim/plan/plan.h"

namespace sillage::sim::render {

/// What a surface is made of; `albedo_of` turns it into colours.
enum class Matter : std::uint8_t {
  kFloor,
  kPavement,
  kCeiling,
  kWall,
  kPartition,
  kGoods,  ///< shelf boards with rows of packages
  kFridge,
  kClothes,  ///< garments on a rail
  kStacks,   ///< folded things on a table
  kPanel,    ///< painted sheet of furniture
  kWood,
  kDark,
};

/// An upright block over a polygon. Everything in the store that does not move is one.
struct Block {
  std::vector<Vec> corners;  ///< on the floor, counter-clockwise; z unused
  float low = 0, high = 1;   ///< m
  Matter side = Matter::kPanel;
  Matter top = Matter::kPanel;
  std::uint64_t seed = 0;
  Vec least, most;  ///< the box around it
};

/// A flat rectangle that shines: a ceiling lamp or a door to the street.
struct Lamp {
  Vec centre, half_a, half_b;
  Vec normal;          ///< the side that shines
  float radiance = 1;  ///< of white; linear, 1 = what a white wall in the store about gives back
};

struct Scene {
  std::vector<Block> blocks;
  std::vector<Lamp> lamps;     ///< the store's own light
  std::vector<Lamp> daylight;  ///< door openings, shining inwards
  std::vector<Vec> outline;
  float ceiling = 3;
  std::uint64_t seed = 0;
  Vec least, most;  ///< of the outline
};

/// Where a ray meets the scene.
struct Hit {
  float distance = 0;  ///< in lengths of the ray's direction
  Vec place, normal;
  Matter matter = Matter::kFloor;
  float along = 0;  ///< m along the edge that was hit
  float edge = 0;   ///< its length, m
  const Block* block = nullptr;
  const Lamp* lamp = nullptr;  ///< the ray sees a lamp of the ceiling
  bool sky = false;            ///< it leaves the store and meets nothing
};

Scene make_scene(const Plan& plan, std::uint64_t seed);

Hit trace(const Scene& scene, Vec from, Vec direction);
/// True if a block lies between two places.
bool is_hidden(const Scene& scene, Vec from, Vec to);
bool is_indoors(const Scene& scene, float x, float y);

}  // namespace sillage::sim::render
