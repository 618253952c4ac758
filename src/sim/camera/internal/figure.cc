// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/internal/figure.h"

#include <algorithm>

#include "sim/camera/internal/matter.h"
#include "sim/camera/internal/wardrobe.h"

namespace sillage::sim::render {
namespace {

/// How free a vertex is, from how fast the body falls away along its normal.
void set_openness(const std::vector<Solid>& solids, Mesh& mesh) {
  constexpr float kNear = 0.03F, kFar = 0.1F;
  const auto free_at = [&](Vec p) {
    float distance = 1e9F;
    for (const Solid& solid : solids) distance = std::min(distance, distance_to(solid, p));
    return distance;
  };
  for (Vertex& vertex : mesh.vertices) {
    const float near = clamped(free_at(vertex.place + vertex.normal * kNear) / kNear, 0, 1);
    const float far = clamped(free_at(vertex.place + vertex.normal * kFar) / kFar, 0, 1);
    vertex.open = 0.3F + 0.3F * near + 0.4F * far;
  }
}

}  // namespace

std::unique_ptr<Figure> make_figure(const Person& person, const Skeleton& skeleton, float cell) {
  auto figure = std::make_unique<Figure>();
  const std::vector<Solid> solids = dress(person, skeleton);
  for (const Solid& solid : solids) {
    Mesh mesh = mesh_of(solid, cell);
    set_openness(solids, mesh);
    float lowest = 9;
    for (const Vertex& vertex : mesh.vertices) lowest = std::min(lowest, vertex.place.z);
    figure->parts.push_back({std::move(mesh), solid.dye, lowest});
  }
  Dye paper;
  paper.colour = paper.second = linear_of(210, 200, 180);
  paper.infrared = paper.second_infrared = 0.7F;
  figure->shopping = {mesh_of(shopping_bag(skeleton, paper), cell), paper, 0};
  return figure;
}

}  // namespace sillage::sim::render
