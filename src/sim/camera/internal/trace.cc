// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>

#include "sim/camera/internal/scene.h"

namespace sillage::sim::render {
namespace {

constexpr float kNear = 1e-4F;
constexpr float kEndless = std::numeric_limits<float>::infinity();

bool contains(const std::vector<Vec>& corners, float x, float y) {
  bool inside = false;
  for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
    const Vec &a = corners[i], &b = corners[j];
    if ((a.y > y) != (b.y > y) && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

/// The slab test (Kay and Kajiya, SIGGRAPH 1986): does the ray meet the box before `limit`?
bool meets_box(const Block& block, Vec from, Vec inverse, float limit) {
  const float x0 = (block.least.x - from.x) * inverse.x, x1 = (block.most.x - from.x) * inverse.x;
  const float y0 = (block.least.y - from.y) * inverse.y, y1 = (block.most.y - from.y) * inverse.y;
  const float z0 = (block.least.z - from.z) * inverse.z, z1 = (block.most.z - from.z) * inverse.z;
  const float in = std::max(std::max(std::min(x0, x1), std::min(y0, y1)), std::min(z0, z1));
  const float out = std::min(std::min(std::max(x0, x1), std::max(y0, y1)), std::max(z0, z1));
  return out >= std::max(in, 0.0F) && in < limit;
}

Vec inverse_of(Vec d) {
  const auto safe = [](float v) { return std::abs(v) < 1e-9F ? std::copysign(1e9F, v) : 1 / v; };
  return {safe(d.x), safe(d.y), safe(d.z)};
}

/// Nearest meeting with one block before `hit.distance`; updates the hit.
bool meet(const Block& block, Vec from, Vec direction, Hit& hit) {
  bool met = false;
  const std::size_t count = block.corners.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Vec& a = block.corners[i];
    const Vec& b = block.corners[i + 1 == count ? 0 : i + 1];
    const float ex = b.x - a.x, ey = b.y - a.y, ox = a.x - from.x, oy = a.y - from.y;
    const float facing = direction.x * ey - direction.y * ex;  // > 0: leaves the block here
    if (facing >= 0) continue;
    const float distance = (ox * ey - oy * ex) / facing;
    if (distance <= kNear || distance >= hit.distance) continue;
    const float share = (ox * direction.y - oy * direction.x) / facing;
    const float z = from.z + distance * direction.z;
    if (share < 0 || share > 1 || z < block.low || z > block.high) continue;
    const float length = std::sqrt(ex * ex + ey * ey);
    hit.distance = distance;
    hit.normal = {ey / length, -ex / length, 0};
    hit.along = share * length;
    hit.edge = length;
    hit.matter = block.side;
    met = true;
  }
  const bool downwards = direction.z < 0;
  const float plane = downwards ? block.high : block.low;
  if (direction.z != 0) {
    const float distance = (plane - from.z) / direction.z;
    if (distance > kNear && distance < hit.distance &&
        contains(block.corners, from.x + distance * direction.x, from.y + distance * direction.y)) {
      hit.distance = distance;
      hit.normal = {0, 0, downwards ? 1.0F : -1.0F};
      hit.matter = block.top;
      met = true;
    }
  }
  return met;
}

const Lamp* lamp_at(const Scene& scene, Vec place) {
  for (const Lamp& lamp : scene.lamps) {
    if (std::abs(place.x - lamp.centre.x) <= lamp.half_a.x &&
        std::abs(place.y - lamp.centre.y) <= lamp.half_b.y) {
      return &lamp;
    }
  }
  return nullptr;
}

}  // namespace

bool is_indoors(const Scene& scene, float x, float y) { return contains(scene.outline, x, y); }

Hit trace(const Scene& scene, Vec from, Vec direction) {
  Hit hit;
  hit.distance = kEndless;
  hit.sky = true;
  if (direction.z < 0) {
    hit.distance = -from.z / direction.z;
    hit.normal = {0, 0, 1};
    const Vec place = from + direction * hit.distance;
    hit.matter = is_indoors(scene, place.x, place.y) ? Matter::kFloor : Matter::kPavement;
    hit.sky = false;
  } else if (direction.z > 0) {
    const float distance = (scene.ceiling - from.z) / direction.z;
    const Vec place = from + direction * distance;
    if (distance > 0 && is_indoors(scene, place.x, place.y)) {
      hit.distance = distance;
      hit.normal = {0, 0, -1};
      hit.matter = Matter::kCeiling;
      hit.sky = false;
      hit.lamp = lamp_at(scene, place);
    }
  }
  const Vec inverse = inverse_of(direction);
  for (const Block& block : scene.blocks) {
    if (!meets_box(block, from, inverse, hit.distance)) continue;
    if (meet(block, from, direction, hit)) {
      hit.block = &block;
      hit.lamp = nullptr;
      hit.sky = false;
    }
  }
  if (!hit.sky) hit.place = from + direction * hit.distance;
  return hit;
}

bool is_hidden(const Scene& scene, Vec from, Vec to) {
  const Vec direction = to - from;
  const Vec inverse = inverse_of(direction);
  for (const Block& block : scene.blocks) {
    if (!meets_box(block, from, inverse, 1)) continue;
    Hit hit;
    hit.distance = 0.999F;
    if (meet(block, from, direction, hit)) return true;
  }
  return false;
}

}  // namespace sillage::sim::render
