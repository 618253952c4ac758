// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/internal/backdrop.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <numbers>
#include <thread>

#include "sim/camera/internal/lighting.h"
#include "sim/camera/internal/matter.h"

namespace sillage::sim::render {
namespace {

constexpr float kPerSteradian = std::numbers::inv_pi_v<float>;
constexpr float kInfraredPower = 5.0F;
/// The floor is brushed: what it mirrors is spread.
constexpr int kMirrorRays = 6;

/// Fresnel reflectance of a coat (Schlick, Computer Graphics Forum 13(3), 1994).
float mirrored_share(float at_normal, float cosine) {
  const float rest = 1 - clamped(cosine, 0, 1);
  return at_normal + (1 - at_normal) * rest * rest * rest * rest * rest;
}

struct Shade {
  Vec lamps, daylight;
  float infrared = 0;
  float nearness = 0;
  bool floor = false;
  float gloss = 0;
};

class Painter {
 public:
  Painter(const Scene& scene, const Lens& lens)
      : scene_(scene), camera_(position_of(lens)), axis_(axis_of(lens)) {}

  Shade shade(Vec direction, Dice& dice) const {
    const Hit hit = trace(scene_, camera_, direction);
    Shade shade;
    if (hit.sky || hit.lamp != nullptr) {
      add_glow(hit, direction, 1, shade);
      if (hit.lamp != nullptr) shade.nearness = 1 / dot(hit.place - camera_, axis_);
      return shade;
    }
    shade.nearness = 1 / dot(hit.place - camera_, axis_);
    const Albedo albedo = albedo_of(scene_, hit);
    const float open = openness(scene_, hit.place, hit.normal, 3, dice);
    add_diffuse(hit, albedo, irradiance(scene_, hit.place, hit.normal, open, dice), 1, shade);
    const Vec ray = unit(direction);
    if (hit.matter != Matter::kFloor) return shade;
    shade.floor = true;
    shade.gloss = mirrored_share(albedo.gloss, -dot(ray, hit.normal));
    for (int i = 0; i < kMirrorRays; ++i) {
      add_mirrored(hit, ray, albedo.roughness, shade.gloss / kMirrorRays, shade, dice);
    }
    return shade;
  }

 private:
  void add_glow(const Hit& hit, Vec direction, float share, Shade& shade) const {
    const Light light = glow(scene_, hit, direction);
    shade.lamps += kLampTint * (light.lamps * share);
    shade.daylight += kDaylightTint * (light.daylight * share);
    shade.infrared += 0.01F * share;
  }

  void add_diffuse(const Hit& hit, const Albedo& albedo, Light light, float share,
                   Shade& shade) const {
    const Vec given = albedo.colour * (kPerSteradian * share);
    shade.lamps += given * kLampTint * light.lamps;
    shade.daylight += given * kDaylightTint * light.daylight;
    shade.infrared += albedo.infrared * kPerSteradian * share *
                      infrared_irradiance(camera_, axis_, hit.place, hit.normal);
  }

  void add_mirrored(const Hit& hit, Vec ray, float roughness, float share, Shade& shade,
                    Dice& dice) const {
    const Vec spread{dice.next() - 0.5F, dice.next() - 0.5F, dice.next() - 0.5F};
    const Vec normal = unit(hit.normal + spread * roughness);
    const Vec out = ray - normal * (2 * dot(ray, normal));
    const Hit seen = trace(scene_, hit.place + hit.normal * 0.002F, out);
    if (seen.sky || seen.lamp != nullptr) {
      add_glow(seen, out, share, shade);
      return;
    }
    const Light light = irradiance_without_shadows(scene_, seen.place, seen.normal, 0.6F);
    add_diffuse(seen, albedo_of(scene_, seen), light, share, shade);
  }

  const Scene& scene_;
  Vec camera_, axis_;
};

Vec direction_of(const Lens& lens, Point pixel) {
  const Place3 ray = lens.ray_from_image(pixel);
  return {static_cast<float>(ray.x), static_cast<float>(ray.y), static_cast<float>(ray.z)};
}

void paint_pixel(const Painter& painter, const Lens& lens, int x, int y, Backdrop& out) {
  const std::size_t at = static_cast<std::size_t>(y) * out.width + x;
  Dice dice(scatter(static_cast<std::uint64_t>(x), static_cast<std::uint64_t>(y)) * 64);
  Shade sum;
  int floor = 0;
  for (int s = 0; s < kSamples; ++s) {
    dice.stratum = s;
    const Shade one = painter.shade(
        direction_of(lens, Point{x + double{kSampleX[s]}, y + double{kSampleY[s]}}), dice);
    sum.lamps += one.lamps;
    sum.daylight += one.daylight;
    sum.infrared += one.infrared;
    sum.gloss += one.gloss;
    floor += one.floor;
    out.nearness[at][s] = one.nearness;
  }
  constexpr float kShare = 1.0F / kSamples;
  const std::array<float, 3> lamps = {sum.lamps.x, sum.lamps.y, sum.lamps.z};
  const std::array<float, 3> day = {sum.daylight.x, sum.daylight.y, sum.daylight.z};
  for (std::size_t c = 0; c < 3; ++c) {
    out.lamps.plane[c][at] = lamps[c] * kShare;
    out.daylight.plane[c][at] = day[c] * kShare;
  }
  out.infrared[at] = sum.infrared * kShare;
  if (floor < kSamples / 2) return;
  const auto place = lens.world_from_image({x + 0.5, y + 0.5});
  if (!place) return;
  out.floor_x[at] = static_cast<float>(place->x);
  out.floor_y[at] = static_cast<float>(place->y);
  out.gloss[at] = sum.gloss * kShare;
}

}  // namespace

Vec position_of(const Lens& lens) {
  const Place3 p = lens.position();
  return {static_cast<float>(p.x), static_cast<float>(p.y), static_cast<float>(p.z)};
}

Vec axis_of(const Lens& lens) {
  const auto& r = lens.pinhole().rotation;
  return {static_cast<float>(r[6]), static_cast<float>(r[7]), static_cast<float>(r[8])};
}

float infrared_irradiance(Vec camera, Vec axis, Vec place, Vec normal) {
  const Vec way = camera - place;
  const float distance = std::max(norm(way), 0.5F);
  const float here = std::max(0.0F, dot(way, normal) / distance);
  const float beam = std::max(0.0F, -dot(way, axis) / distance);
  // Near things would be glaring: such cameras throw more light far than near.
  return kInfraredPower * (0.25F + 0.75F * here) * beam / std::pow(distance, 1.6F) + 0.02F;
}

Backdrop make_backdrop(const Scene& scene, const Lens& lens, int threads) {
  Backdrop out;
  out.width = lens.image_width();
  out.height = lens.image_height();
  const std::size_t pixels = static_cast<std::size_t>(out.width) * out.height;
  out.lamps = Planes(pixels);
  out.daylight = Planes(pixels);
  out.infrared.resize(pixels);
  out.nearness.resize(pixels);
  constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
  out.floor_x.assign(pixels, kNone);
  out.floor_y.assign(pixels, kNone);
  out.gloss.assign(pixels, 0);
  const Painter painter(scene, lens);
  std::atomic<int> next_row{0};
  const auto work = [&] {
    for (int y = next_row++; y < out.height; y = next_row++) {
      for (int x = 0; x < out.width; ++x) paint_pixel(painter, lens, x, y, out);
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (int i = 1; i < threads; ++i) helpers.emplace_back(work);
    work();
  }
  return out;
}

}  // namespace sillage::sim::render
