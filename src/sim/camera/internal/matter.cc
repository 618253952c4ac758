// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/internal/matter.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/camera/internal/chance.h"

namespace sillage::sim::render {
namespace {

float value_of(int level) {
  const float v = static_cast<float>(level) / 255;
  return v <= 0.04045F ? v / 12.92F : std::pow((v + 0.055F) / 1.055F, 2.4F);
}

/// A colour of packaging: mostly muted, now and then loud.
Vec print_colour(std::uint64_t seed, std::int64_t a, std::int64_t b) {
  const float hue = chance(seed, a, b, 1) * 6, loud = chance(seed, a, b, 2);
  const float value = 0.05F + 0.5F * chance(seed, a, b, 3);
  const float grey = loud < 0.5F ? 0.9F : loud < 0.9F ? 0.68F : 0.3F;
  const auto ramp = [&](float shift) {
    const float t = std::abs(std::fmod(hue + shift, 6.0F) - 3) - 1;
    return mix(clamped(t, 0, 1), 0.6F, grey) * value;
  };
  return {ramp(0), ramp(4), ramp(2)};
}

struct Interval {
  std::int64_t index;
  float share;  ///< 0 to 1 within it
  float width;
};

/// Cuts a line into pieces of `least` to `most`: pairs of cells share a moved border.
Interval cut(std::uint64_t seed, std::int64_t row, float at, float least, float most) {
  const float pitch = (least + most) / 2, play = (most - least) / 2;
  const auto border = [&](std::int64_t i) {
    return (static_cast<float>(i) + (chance(seed, i, row, 11) - 0.5F) * play / pitch) * pitch;
  };
  auto index = static_cast<std::int64_t>(std::floor(at / pitch));
  if (at < border(index)) --index;
  if (at >= border(index + 1)) ++index;
  const float from = border(index), to = border(index + 1);
  return {index, (at - from) / (to - from), to - from};
}

Albedo floor_albedo(const Scene& scene, const Hit& hit) {
  constexpr float kTile = 0.6F, kJoint = 0.006F;
  const Vec p = hit.place;
  const float u = p.x / kTile, v = p.y / kTile;
  const auto i = static_cast<std::int64_t>(std::floor(u)),
             j = static_cast<std::int64_t>(std::floor(v));
  const float in_x = (u - std::floor(u)) * kTile, in_y = (v - std::floor(v)) * kTile;
  const std::array<Vec, 4> palette = {linear_of(178, 172, 162), linear_of(150, 150, 152),
                                      linear_of(190, 180, 160), linear_of(128, 124, 120)};
  Vec colour = palette[scene.seed % palette.size()];
  colour *= 0.92F + 0.12F * chance(scene.seed, i, j, 21);
  colour *= 0.9F + 0.2F * noise(scene.seed + 5, p.x * 9, p.y * 9);
  colour *= 0.93F + 0.14F * noise(scene.seed + 6, p.x * 0.7F, p.y * 0.7F);
  const bool joint = in_x < kJoint || in_y < kJoint;
  if (joint) colour *= 0.6F;
  const float wear = noise(scene.seed + 7, p.x * 1.3F, p.y * 1.3F);
  return {colour, luminance(colour), joint ? 0.01F : 0.035F, 0.03F + 0.05F * wear};
}

Albedo wall_albedo(const Scene& scene, const Hit& hit) {
  const std::uint64_t seed = hit.block != nullptr ? hit.block->seed : scene.seed;
  const std::array<Vec, 3> palette = {linear_of(214, 210, 202), linear_of(196, 202, 206),
                                      linear_of(206, 196, 180)};
  Vec colour = palette[scene.seed / 4 % palette.size()];
  colour *= 0.95F + 0.1F * noise(seed, hit.along * 0.8F, hit.place.z * 0.8F);
  if (hit.place.z < 0.09F) colour = linear_of(70, 66, 62);  // skirting board
  // Posters of flat shapes at eye height, here and there.
  const Interval piece = cut(seed, 3, hit.along, 1.6F, 2.6F);
  const float z = (hit.place.z - 1.1F) / 0.9F,
              across = (piece.share - 0.5F) * piece.width / 0.62F + 0.5F;
  if (chance(seed, piece.index, 4) < 0.45F && z > 0 && z < 1 && across > 0 && across < 1) {
    const bool band = z > 0.62F + 0.2F * std::sin(across * 5 + static_cast<float>(piece.index));
    colour = print_colour(seed, piece.index, band ? 5 : 6);
    if (std::abs(across - 0.5F) > 0.47F || std::abs(z - 0.5F) > 0.48F) colour = {0.7F, 0.7F, 0.7F};
    if (z > 0.12F && z < 0.2F && std::fmod(across * 11, 1.0F) < 0.7F) colour = {0.6F, 0.6F, 0.6F};
  }
  return {colour, infrared_of(colour), 0.01F, 0.3F};
}

Albedo goods_albedo(const Hit& hit, bool chilled) {
  constexpr float kBoard = 0.03F, kFoot = 0.12F;
  const std::uint64_t seed = hit.block->seed;
  const float height = hit.block->high - kFoot;
  const float levels = std::max(1.0F, std::round(height / 0.38F));
  const float pitch = height / levels;
  const float z = hit.place.z - kFoot;
  if (z < 0) return {linear_of(60, 60, 62), 0.05F, 0.01F, 0.3F};
  const auto level = static_cast<std::int64_t>(z / pitch);
  const float up = z - static_cast<float>(level) * pitch;
  const Vec metal = chilled ? linear_of(120, 122, 126) : linear_of(206, 204, 198);
  if (up < kBoard) {
    const bool label = std::fmod(hit.along, 0.21F) < 0.07F;
    const Vec strip = label ? Vec{0.75F, 0.74F, 0.7F} : metal * 0.8F;
    return {strip, infrared_of(strip), 0.02F, 0.2F};
  }
  const std::int64_t side = static_cast<std::int64_t>(hit.edge * 1000) + (hit.normal.x > 0.5F) * 7;
  const Interval kind = cut(seed + 1, level + side * 16, hit.along, 0.3F, 0.9F);
  const float least = 0.05F + 0.08F * chance(seed, kind.index, level, side);
  const Interval pack = cut(seed + 2, level + kind.index * 64, hit.along, least, least * 1.15F);
  const float room = pitch - kBoard;
  const float tall = room * (0.55F + 0.4F * chance(seed, kind.index, level, 31));
  const float within = (up - kBoard) / tall;
  // Things stand back below the next board and behind one another.
  const float gap = std::abs(pack.share - 0.5F) > 0.46F ? 0.35F : 1.0F;
  const bool missing = chance(seed, pack.index, level, 32) < 0.05F;
  if (within > 1 || missing) {
    const float dusk = 0.10F + 0.12F * (1 - up / pitch);
    return {metal * dusk, 0.12F, 0, 0.3F};
  }
  Vec colour = print_colour(seed, kind.index, level);
  const float band = 0.25F + 0.4F * chance(seed, kind.index, level, 33);
  if (within > band && within < band + 0.28F) colour = print_colour(seed + 9, kind.index, level);
  if (within > 0.88F) colour = colour * 0.5F + Vec{0.15F, 0.15F, 0.15F};
  const float shade = (0.55F + 0.45F * smooth_step(0, 0.25F, 1 - up / pitch)) * gap;
  return {colour * shade, infrared_of(colour) * shade, 0.015F, 0.25F};
}

Albedo clothes_albedo(const Hit& hit) {
  const std::uint64_t seed = hit.block->seed;
  const bool lid = hit.normal.z > 0.5F;
  const float at = lid ? hit.place.x * 0.7F + hit.place.y * 0.7F : hit.along;
  const Interval piece = cut(seed, 1, at, 0.04F, 0.09F);
  const float hem = 0.25F + 0.35F * chance(seed, piece.index / 4, 2);
  if (!lid && hit.place.z < hem) {
    return {linear_of(40, 38, 38), 0.06F, 0, 0.3F};
  }
  const float fold = 0.55F + 0.45F * std::sin(piece.share * 3.14F);
  const Vec colour = print_colour(seed + 3, piece.index / 4, 8) * fold;
  return {colour, infrared_of(colour), 0, 0.3F};
}

Albedo stacks_albedo(const Hit& hit) {
  const std::uint64_t seed = hit.block->seed;
  const Interval u = cut(seed, 1, hit.place.x, 0.25F, 0.36F),
                 v = cut(seed, 2, hit.place.y, 0.3F, 0.42F);
  const float edge = std::max(std::abs(u.share - 0.5F), std::abs(v.share - 0.5F));
  if (edge > 0.42F) return {linear_of(150, 112, 74), 0.35F, 0.02F, 0.2F};
  const Vec colour = print_colour(seed + 4, u.index, v.index) * (edge > 0.38F ? 0.6F : 1.0F);
  return {colour, infrared_of(colour), 0, 0.3F};
}

Albedo wood_albedo(const Hit& hit) {
  const std::uint64_t seed = hit.block->seed;
  const float along = hit.normal.z > 0.5F ? hit.place.x : hit.along;
  const float across = hit.normal.z > 0.5F ? hit.place.y : hit.place.z;
  const float grain = noise(seed, along * 2, across * 40);
  const Vec colour = linear_of(168, 128, 88) * (0.7F + 0.4F * grain);
  return {colour, 0.45F, 0.02F, 0.2F};
}

Albedo plain(Vec colour, float gloss = 0.01F) { return {colour, infrared_of(colour), gloss, 0.2F}; }

}  // namespace

Vec linear_of(int red, int green, int blue) {
  static const std::array<float, 256> values = [] {
    std::array<float, 256> made{};
    for (int i = 0; i < 256; ++i) made[static_cast<std::size_t>(i)] = value_of(i);
    return made;
  }();
  const auto at = [](int level) {
    return values[static_cast<std::size_t>(std::clamp(level, 0, 255))];
  };
  return {at(red), at(green), at(blue)};
}

float infrared_of(Vec colour) { return 0.12F + 0.75F * std::sqrt(luminance(colour)); }

Albedo albedo_of(const Scene& scene, const Hit& hit) {
  switch (hit.matter) {
    case Matter::kFloor:
      return floor_albedo(scene, hit);
    case Matter::kPavement: {
      const float grain = noise(scene.seed, hit.place.x * 6, hit.place.y * 6);
      return plain(linear_of(130, 128, 124) * (0.85F + 0.3F * grain), 0);
    }
    case Matter::kCeiling: {
      const bool joint = std::fmod(std::abs(hit.place.x), 0.6F) < 0.02F ||
                         std::fmod(std::abs(hit.place.y), 0.6F) < 0.02F;
      return plain(linear_of(226, 226, 222) * (joint ? 0.7F : 1.0F), 0);
    }
    case Matter::kWall:
      return wall_albedo(scene, hit);
    case Matter::kPartition:
      return plain(linear_of(186, 170, 150));
    case Matter::kGoods:
      if (hit.normal.z < 0.5F) return goods_albedo(hit, false);
      return plain(linear_of(160, 158, 154));
    case Matter::kFridge:
      return goods_albedo(hit, true);
    case Matter::kClothes:
      return clothes_albedo(hit);
    case Matter::kStacks:
      return stacks_albedo(hit);
    case Matter::kWood:
      return wood_albedo(hit);
    case Matter::kPanel:
      return plain(linear_of(190, 190, 194) * (0.8F + 0.25F * chance(hit.block->seed)));
    case Matter::kDark:
      return plain(linear_of(48, 48, 52), 0.03F);
  }
  return {};
}

}  // namespace sillage::sim::render
