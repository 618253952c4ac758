// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/internal/floor_shade.h"

#include <algorithm>
#include <cmath>

namespace sillage::sim::render {
namespace {

constexpr float kCell = 0.05F;  ///< m
constexpr float kMargin = 1;    ///< m of grid around the store
constexpr std::size_t kShadows = 3;
constexpr float kLampSize = 0.38F;  ///< mean half-width of a lamp, m

}  // namespace

struct FloorShade::Rod {
  Vec from, to;
  float radius;
};

FloorShade::FloorShade(const Scene& scene)
    : origin_(scene.least - Vec{kMargin, kMargin, 0}),
      columns_(static_cast<int>((scene.most.x - scene.least.x + 2 * kMargin) / kCell) + 1),
      rows_(static_cast<int>((scene.most.y - scene.least.y + 2 * kMargin) / kCell) + 1),
      light_(static_cast<std::size_t>(columns_) * rows_, 1),
      touched_from_(rows_) {}

void FloorShade::clear() {
  if (touched_from_ < touched_to_) {
    std::fill(light_.begin() + static_cast<std::ptrdiff_t>(touched_from_) * columns_,
              light_.begin() + static_cast<std::ptrdiff_t>(touched_to_) * columns_, 1.0F);
  }
  touched_from_ = rows_;
  touched_to_ = 0;
}

int FloorShade::cell_of(float x, float y) const {
  const int i = static_cast<int>(std::floor((x - origin_.x) / kCell));
  const int j = static_cast<int>(std::floor((y - origin_.y) / kCell));
  return i < 0 || j < 0 || i >= columns_ || j >= rows_ ? -1 : j * columns_ + i;
}

float FloorShade::at(float x, float y) const {
  const float u = (x - origin_.x) / kCell - 0.5F, v = (y - origin_.y) / kCell - 0.5F;
  const int i = std::clamp(static_cast<int>(u), 0, columns_ - 2);
  const int j = std::clamp(static_cast<int>(v), 0, rows_ - 2);
  const float s = clamped(u - static_cast<float>(i), 0, 1),
              t = clamped(v - static_cast<float>(j), 0, 1);
  const float* row = light_.data() + static_cast<std::size_t>(j) * columns_ + i;
  return mix(mix(row[0], row[1], s), mix(row[columns_], row[columns_ + 1], s), t);
}

template <class Shade>
void FloorShade::each_cell(float left, float right, float low, float high, Shade shade) {
  const auto column = [&](float x) {
    return static_cast<int>(std::floor((x - origin_.x) / kCell));
  };
  const auto row = [&](float y) { return static_cast<int>(std::floor((y - origin_.y) / kCell)); };
  const int i0 = std::max(0, column(left)), i1 = std::min(columns_ - 1, column(right));
  const int j0 = std::max(0, row(low)), j1 = std::min(rows_ - 1, row(high));
  if (i0 > i1 || j0 > j1) return;
  touched_from_ = std::min(touched_from_, j0);
  touched_to_ = std::max(touched_to_, j1 + 1);
  for (int j = j0; j <= j1; ++j) {
    for (int i = i0; i <= i1; ++i) {
      const float x = origin_.x + (static_cast<float>(i) + 0.5F) * kCell;
      const float y = origin_.y + (static_cast<float>(j) + 0.5F) * kCell;
      light_[static_cast<std::size_t>(j) * columns_ + i] *= 1 - shade(x, y);
    }
  }
}

void FloorShade::add_blob(Vec place, float radius, float strength) {
  each_cell(place.x - radius, place.x + radius, place.y - radius, place.y + radius,
            [&](float x, float y) {
              const float dx = x - place.x, dy = y - place.y;
              const float t = 1 - (dx * dx + dy * dy) / (radius * radius);
              return t > 0 ? strength * t * t : 0;
            });
}

void FloorShade::add_shadow(const Lamp& lamp, float strength, const std::vector<Rod>& rods) {
  struct Flat {
    Vec from, along;
    float inverse_square, r0, r1, soft0, soft1;
  };
  std::vector<Flat> flats;
  float left = 1e9F, right = -1e9F, low = 1e9F, high = -1e9F;
  for (const Rod& rod : rods) {
    const auto project = [&](Vec p, float& radius, float& soft) {
      const float up = std::min(p.z, lamp.centre.z - 0.3F);
      const float stretch = lamp.centre.z / (lamp.centre.z - up);
      radius = rod.radius * stretch;
      soft = kLampSize * (stretch - 1) + 0.03F;
      return Vec{mix(lamp.centre.x, p.x, stretch), mix(lamp.centre.y, p.y, stretch), 0};
    };
    Flat flat{};
    flat.from = project(rod.from, flat.r0, flat.soft0);
    const Vec to = project(rod.to, flat.r1, flat.soft1);
    flat.along = to - flat.from;
    flat.inverse_square = 1 / std::max(dot(flat.along, flat.along), 1e-6F);
    const float reach = std::max(flat.r0 + flat.soft0, flat.r1 + flat.soft1);
    left = std::min({left, flat.from.x - reach, to.x - reach});
    right = std::max({right, flat.from.x + reach, to.x + reach});
    low = std::min({low, flat.from.y - reach, to.y - reach});
    high = std::max({high, flat.from.y + reach, to.y + reach});
    flats.push_back(flat);
  }
  each_cell(left, right, low, high, [&](float x, float y) {
    float most = 0;
    for (const Flat& flat : flats) {
      const Vec off{x - flat.from.x, y - flat.from.y, 0};
      const float t = clamped(dot(off, flat.along) * flat.inverse_square, 0, 1);
      const float radius = mix(flat.r0, flat.r1, t), soft = mix(flat.soft0, flat.soft1, t);
      const Vec rest = off - flat.along * t;
      const float square = dot(rest, rest), reach = radius + soft;
      if (square >= reach * reach) continue;
      const float inside = clamped((reach - std::sqrt(square)) / (2 * soft), 0, 1);
      most = std::max(most, inside * std::min(1.0F, radius / soft));
    }
    return strength * most;
  });
}

void FloorShade::add(const Scene& scene, const Skeleton& skeleton, const Posture& posture,
                     float lamp_share) {
  const float h = skeleton.stature;
  const auto at = [&](std::size_t bone) { return posture[bone] * skeleton.joint[bone]; };
  std::vector<Rod> rods;
  for (std::size_t side = 0; side < 2; ++side) {
    const Vec foot = at(kFoot + side), knee = at(kShank + side);
    rods.push_back({{foot.x, foot.y, 0.03F}, knee, 0.035F * h});
    rods.push_back({knee, at(kThigh + side), 0.05F * h});
    const Vec toe = posture[kFoot + side] * (skeleton.joint[kFoot + side] + Vec{0.04F * h, 0, 0});
    const float lifted = smooth_step(0.12F, 0.02F, foot.z - skeleton.ankle);
    add_blob(toe, 0.15F, 0.5F * (0.4F + 0.6F * lifted));
  }
  rods.push_back({at(kPelvis), at(kChest), 0.1F * h});
  rods.push_back(
      {at(kChest), posture[kHead] * (skeleton.joint[kHead] + Vec{0, 0, 0.07F * h}), 0.085F * h});
  const Vec middle = (at(kFoot) + at(kFoot + 1)) * 0.5F;
  add_blob(middle, 0.45F, 0.28F);
  // The lamps that light this place most.
  struct Share {
    float light;
    const Lamp* lamp;
  };
  std::vector<Share> shares;
  float all = 0.2F;
  for (const Lamp& lamp : scene.lamps) {
    const Vec way = lamp.centre - middle;
    const float square = dot(way, way);
    const float light = lamp.radiance * way.z * way.z / (square * square);
    all += light;
    shares.push_back({light, &lamp});
  }
  const std::size_t count = std::min(kShadows, shares.size());
  std::partial_sort(shares.begin(), shares.begin() + static_cast<std::ptrdiff_t>(count),
                    shares.end(), [](const Share& a, const Share& b) { return a.light > b.light; });
  for (std::size_t i = 0; i < count; ++i) {
    add_shadow(*shares[i].lamp, lamp_share * 0.85F * shares[i].light / all, rods);
  }
}

}  // namespace sillage::sim::render
