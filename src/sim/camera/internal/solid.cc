// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/internal/solid.h"

#include <algorithm>
#include <cmath>

#include "sim/camera/internal/chance.h"

namespace sillage::sim::render {
namespace {

constexpr std::size_t kMostVertices = 60000;
constexpr std::uint32_t kNone = 0xFFFFFFFF;

float distance_to(const Rod& rod, Vec p) {
  const Vec axis = rod.to - rod.from;
  const float square = dot(axis, axis);
  const float t = square > 0 ? clamped(dot(p - rod.from, axis) / square, 0, 1) : 0;
  Vec off = p - mix(rod.from, rod.to, t);
  off.x /= rod.flat;
  return (norm(off) - mix(rod.from_radius, rod.to_radius, t)) * std::min(1.0F, rod.flat);
}

/// Polynomial smooth minimum: rounds the seam over `width`.
float joined(float a, float b, float width) {
  const float h = std::max(width - std::abs(a - b), 0.0F);
  return std::min(a, b) - (width > 0 ? h * h / (4 * width) : 0);
}

Vec gradient(const Solid& solid, Vec p) {
  constexpr float kStep = 0.004F;
  const auto along = [&](Vec step) {
    return distance_to(solid, p + step) - distance_to(solid, p - step);
  };
  return unit({along({kStep, 0, 0}), along({0, kStep, 0}), along({0, 0, kStep})});
}

/// Weights fall with the distance beyond the nearest rod; the best three bones share the vertex.
void set_weights(const Solid& solid, Vertex& vertex) {
  constexpr float kSpread = 0.026F;
  std::array<float, kBones> weights{};
  float nearest = 1e9F;
  for (const Rod& rod : solid.rods) nearest = std::min(nearest, distance_to(rod, vertex.place));
  for (const Rod& rod : solid.rods) {
    const float weight = std::exp((nearest - distance_to(rod, vertex.place)) / kSpread);
    const float drop = rod.skirt_below - vertex.place.z;
    if (drop <= 0) {
      weights[rod.bone] += weight;
      continue;
    }
    const float loose = 0.75F * smooth_step(0, 0.35F, drop);
    const float left = smooth_step(-0.09F, 0.09F, vertex.place.y);
    weights[rod.bone] += weight * (1 - loose);
    weights[kThigh] += weight * loose * left;
    weights[kThigh + 1] += weight * loose * (1 - left);
  }
  float sum = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const auto best = std::max_element(weights.begin(), weights.end());
    vertex.bones[i] = static_cast<std::uint8_t>(best - weights.begin());
    // A tiny share costs as much as a large one.
    vertex.weights[i] = i > 0 && *best < 0.02F * vertex.weights[0] ? 0 : *best;
    sum += vertex.weights[i];
    *best = 0;
  }
  for (float& weight : vertex.weights) weight /= sum;
}

class Net {
 public:
  Net(const Solid& solid, float cell) : solid_(solid), cell_(cell) {
    Vec least{1e9F, 1e9F, 1e9F}, most{-1e9F, -1e9F, -1e9F};
    for (const Rod& rod : solid.rods) {
      for (const auto& [end, radius] :
           {std::pair{rod.from, rod.from_radius}, std::pair{rod.to, rod.to_radius}}) {
        const float r = radius * std::max(1.0F, rod.flat) + solid.blend / 4 + solid.crease + cell;
        least = {std::min(least.x, end.x - r), std::min(least.y, end.y - r),
                 std::min(least.z, end.z - r)};
        most = {std::max(most.x, end.x + r), std::max(most.y, end.y + r),
                std::max(most.z, end.z + r)};
      }
    }
    origin_ = least;
    const Vec size = (most - least) * (1 / cell);
    count_ = {static_cast<int>(size.x) + 2, static_cast<int>(size.y) + 2,
              static_cast<int>(size.z) + 2};
    values_.resize(static_cast<std::size_t>(count_[0]) * count_[1] * count_[2]);
    for (int z = 0; z < count_[2]; ++z)
      for (int y = 0; y < count_[1]; ++y)
        for (int x = 0; x < count_[0]; ++x)
          values_[index(x, y, z)] = distance_to(solid_, corner(x, y, z));
  }

  Mesh mesh() {
    cells_.assign(values_.size(), kNone);
    for (int z = 0; z + 1 < count_[2]; ++z)
      for (int y = 0; y + 1 < count_[1]; ++y)
        for (int x = 0; x + 1 < count_[0]; ++x) add_vertex(x, y, z);
    for (int z = 1; z + 1 < count_[2]; ++z)
      for (int y = 1; y + 1 < count_[1]; ++y)
        for (int x = 1; x + 1 < count_[0]; ++x) add_quads(x, y, z);
    return std::move(mesh_);
  }

 private:
  std::size_t index(int x, int y, int z) const {
    return (static_cast<std::size_t>(z) * count_[1] + y) * count_[0] + x;
  }
  Vec corner(int x, int y, int z) const {
    return origin_ +
           Vec{static_cast<float>(x), static_cast<float>(y), static_cast<float>(z)} * cell_;
  }

  /// Each grid edge with its ends inside and outside gives a crossing; the vertex is their mean.
  void add_vertex(int x, int y, int z) {
    Vec sum;
    int crossings = 0;
    for (int a = 0; a < 8; ++a) {
      for (const int axis : {1, 2, 4}) {
        if ((a & axis) != 0) continue;
        const int b = a | axis;
        const int ax = x + (a & 1), ay = y + (a >> 1 & 1), az = z + (a >> 2);
        const int bx = x + (b & 1), by = y + (b >> 1 & 1), bz = z + (b >> 2);
        const float va = values_[index(ax, ay, az)], vb = values_[index(bx, by, bz)];
        if ((va < 0) == (vb < 0)) continue;
        sum += mix(corner(ax, ay, az), corner(bx, by, bz), va / (va - vb));
        ++crossings;
      }
    }
    if (crossings == 0 || mesh_.vertices.size() >= kMostVertices) return;
    Vertex vertex;
    vertex.place = sum * (1 / static_cast<float>(crossings));
    vertex.normal = gradient(solid_, vertex.place);
    const float off = clamped(distance_to(solid_, vertex.place), -cell_ / 2, cell_ / 2);
    vertex.place += vertex.normal * -off;
    set_weights(solid_, vertex);
    cells_[index(x, y, z)] = static_cast<std::uint32_t>(mesh_.vertices.size());
    mesh_.vertices.push_back(vertex);
  }

  /// The four cells around an edge that the surface crosses make a quad.
  void add_quads(int x, int y, int z) {
    const bool inside = values_[index(x, y, z)] < 0;
    const auto quad = [&](bool other_inside, std::size_t a, std::size_t b, std::size_t c,
                          std::size_t d) {
      if (inside == other_inside) return;
      if (inside) std::swap(b, d);
      std::array<std::uint16_t, 4> corners{};
      std::size_t i = 0;
      for (const std::size_t cell : {a, b, c, d}) {
        if (cells_[cell] == kNone) return;
        corners[i++] = static_cast<std::uint16_t>(cells_[cell]);
      }
      mesh_.triangles.push_back({corners[0], corners[2], corners[1]});
      mesh_.triangles.push_back({corners[0], corners[3], corners[2]});
    };
    quad(values_[index(x + 1, y, z)] < 0, index(x, y - 1, z - 1), index(x, y, z - 1),
         index(x, y, z), index(x, y - 1, z));
    quad(values_[index(x, y + 1, z)] < 0, index(x - 1, y, z - 1), index(x - 1, y, z),
         index(x, y, z), index(x, y, z - 1));
    quad(values_[index(x, y, z + 1)] < 0, index(x - 1, y - 1, z), index(x, y - 1, z),
         index(x, y, z), index(x - 1, y, z));
  }

  const Solid& solid_;
  float cell_;
  Vec origin_;
  std::array<int, 3> count_{};
  std::vector<float> values_;
  std::vector<std::uint32_t> cells_;
  Mesh mesh_;
};

}  // namespace

float distance_to(const Solid& solid, Vec p) {
  float distance = 1e9F;
  for (const Rod& rod : solid.rods) distance = joined(distance, distance_to(rod, p), solid.blend);
  if (solid.crease > 0 && std::abs(distance) < 0.1F) {
    const float fold = noise(solid.seed, p.z * 11 + p.y * 5, (p.x - p.y) * 13) - 0.5F;
    distance += 2 * solid.crease * fold;
  }
  for (const Cut& cut : solid.cuts) distance = std::max(distance, dot(cut.normal, p) - cut.offset);
  return distance;
}

Mesh mesh_of(const Solid& solid, float cell) { return Net(solid, cell).mesh(); }

}  // namespace sillage::sim::render
