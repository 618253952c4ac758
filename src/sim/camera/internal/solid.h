// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/camera/internal/skeleton.h"
#include "sim/camera/internal/vec.h"

namespace sillage::sim::render {

/// A tapering rod with round ends that goes with a bone; a ball where both ends are one.
struct Rod {
  Vec from, to;
  float from_radius = 0.1F, to_radius = 0.1F;
  float flat = 1;  ///< thickness in x, as a share of the width
  std::size_t bone = kPelvis;
  /// Below it a skirt follows both thighs; otherwise infinite.
  float skirt_below = -1e9F;
};

/// Keeps what lies behind a plane: dot(normal, p) <= offset.
struct Cut {
  Vec normal;
  float offset = 0;
};

/// How a piece of clothing or skin looks.
struct Dye {
  Vec colour, second;
  float infrared = 0.4F, second_infrared = 0.4F;
  /// Stripes or checks: period of the second colour, m; 0 is plain.
  float period = 0;
  bool checked = false;
};

/// Rods grown together, cut, slightly creased: skin, a garment, hair, a bag.
struct Solid {
  std::vector<Rod> rods;
  std::vector<Cut> cuts;
  float blend = 0.03F;  ///< m over which rods grow together
  float crease = 0;     ///< depth of folds, m
  std::uint64_t seed = 0;
  Dye dye;
};

/// Signed distance to the surface, m, negative inside; near the surface only.
float distance_to(const Solid& solid, Vec p);

struct Vertex {
  Vec place, normal;
  float open = 1;  ///< share of the light that its own body leaves
  std::array<std::uint8_t, 3> bones{};
  std::array<float, 3> weights{1, 0, 0};
};
using Triangle = std::array<std::uint16_t, 3>;
struct Mesh {
  std::vector<Vertex> vertices;
  std::vector<Triangle> triangles;  ///< counter-clockwise seen from outside
};

/// The surface by naive surface nets (Gibson, MICCAI 1998): one vertex for each cell of a grid of
/// `cell` metres that the surface passes, moved onto it.
Mesh mesh_of(const Solid& solid, float cell);

}  // namespace sillage::sim::render
