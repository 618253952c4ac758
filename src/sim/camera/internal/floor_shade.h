// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "sim/camera/internal/scene.h"
#include "sim/camera/internal/skeleton.h"

namespace sillage::sim::render {

/// How much light people leave on the floor: soft shadows of the nearest lamps and the dark below
/// the feet, on a grid over the floor.
class FloorShade {
 public:
  explicit FloorShade(const Scene& scene);

  void clear();
  /// `lamp_share`: of the light here, 0 to 1; only lamps throw shadows with an edge.
  void add(const Scene& scene, const Skeleton& skeleton, const Posture& posture, float lamp_share);
  /// Below a thing on wheels.
  void add_blob(Vec place, float radius, float strength);

  /// Cell of a place, -1 off the grid.
  int cell_of(float x, float y) const;
  /// False where nothing was added near.
  bool is_touched(int cell) const { return light_[static_cast<std::size_t>(cell)] < 1; }
  /// Share of the light that is left, between the cells.
  float at(float x, float y) const;

 private:
  struct Rod;
  template <class Shade>
  void each_cell(float left, float right, float low, float high, Shade shade);
  void add_shadow(const Lamp& lamp, float strength, const std::vector<Rod>& rods);

  Vec origin_;
  int columns_ = 0, rows_ = 0;
  std::vector<float> light_;
  int touched_from_ = 0, touched_to_ = 0;  ///< rows
};

}  // namespace sillage::sim::render
