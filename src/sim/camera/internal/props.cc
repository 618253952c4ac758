// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/internal/props.h"

#include <cmath>
#include <numbers>

#include "sim/camera/internal/chance.h"
#include "sim/camera/internal/matter.h"

namespace sillage::sim::render {
namespace {

class Joiner {
 public:
  explicit Joiner(Vec colour) {
    part_.dye.colour = part_.dye.second = colour;
    part_.dye.infrared = part_.dye.second_infrared = infrared_of(colour);
  }

  /// A rod with a square section.
  void bar(Vec from, Vec to, float thick) {
    const Basis frame = frame_along(
        to - from, std::abs(to.z - from.z) > 0.9F * norm(to - from) ? Vec{0, 1, 0} : Vec{0, 0, 1});
    const Vec middle = (from + to) * 0.5F;
    box(middle, frame.x * (thick / 2), frame.y * (thick / 2), (to - from) * 0.5F);
  }
  void box(Vec middle, Vec a, Vec b, Vec c) {
    face(middle + a, b, c);
    face(middle - a, c, b);
    face(middle + b, c, a);
    face(middle - b, a, c);
    face(middle + c, a, b);
    face(middle - c, b, a);
  }
  /// A sheet with half-widths a and b.
  void face(Vec middle, Vec a, Vec b) {
    const Vec normal = unit(cross(a, b));
    const auto first = static_cast<std::uint16_t>(part_.mesh.vertices.size());
    for (const auto& [s, t] :
         {std::pair{-1.0F, -1.0F}, {1.0F, -1.0F}, {1.0F, 1.0F}, {-1.0F, 1.0F}}) {
      Vertex vertex;
      vertex.place = middle + a * s + b * t;
      vertex.normal = normal;
      vertex.open = 0.85F;
      part_.mesh.vertices.push_back(vertex);
    }
    const auto corner = [&](int i) { return static_cast<std::uint16_t>(first + i); };
    part_.mesh.triangles.push_back({first, corner(1), corner(2)});
    part_.mesh.triangles.push_back({first, corner(2), corner(3)});
  }
  /// A ring of bars about the y axis.
  void wheel(Vec middle, float radius, float thick) {
    constexpr int kCorners = 12;
    const auto rim = [&](int i) {
      const float angle = 2 * std::numbers::pi_v<float> * static_cast<float>(i) / kCorners;
      return middle + Vec{radius * std::cos(angle), 0, radius * std::sin(angle)};
    };
    for (int i = 0; i < kCorners; ++i) bar(rim(i), rim(i + 1), thick);
    for (int i = 0; i < 4; ++i) bar(rim(i), rim(i + 6), thick / 3);
  }
  Figure::Part take() { return std::move(part_); }

 private:
  Figure::Part part_;
};

std::vector<Figure::Part> trolley(std::uint64_t seed) {
  Joiner frame(linear_of(165, 168, 172)),
      grip(chance(seed) < 0.5F ? linear_of(190, 40, 40) : linear_of(30, 80, 160));
  const float low = 0.48F, high = 0.95F;
  for (const float y : {-0.26F, 0.26F}) {
    for (int i = 0; i <= 8; ++i) {  // the wires of the basket's sides
      const float x = -0.4F + 0.1F * static_cast<float>(i);
      frame.bar({x * 0.9F, y * 0.85F, low}, {x, y, high}, 0.01F);
    }
    for (const float z : {low, 0.64F, 0.8F, high})
      frame.bar({-0.4F, y, z}, {0.42F, y * 0.9F, z}, 0.014F);
    frame.bar({-0.4F, y, 0.12F}, {0.4F, y * 0.8F, 0.16F}, 0.03F);
    frame.bar({-0.38F, y, 0.12F}, {-0.4F, y, 1.0F}, 0.03F);
    for (const float x : {-0.38F, 0.38F}) grip.wheel({x, y * 0.85F, 0.06F}, 0.055F, 0.02F);
  }
  for (const float x : {-0.4F, 0.42F}) {
    for (int i = 0; i <= 5; ++i) {
      const float y = -0.25F + 0.1F * static_cast<float>(i);
      frame.bar({x, y, low}, {x, y, high}, 0.01F);
    }
  }
  frame.face({0, 0, low}, {0.38F, 0, 0}, {0, 0.23F, 0});
  grip.bar({-0.5F, -0.26F, 1.02F}, {-0.5F, 0.26F, 1.02F}, 0.035F);
  Joiner goods(linear_of(150, 120, 70));
  for (int i = 0; i < 4; ++i) {
    const float x = -0.25F + 0.17F * static_cast<float>(i),
                tall = 0.06F + 0.12F * chance(seed, i, 1);
    goods.box({x, 0.12F * (chance(seed, i, 2) - 0.5F), low + tall}, {0.07F, 0, 0}, {0, 0.1F, 0},
              {0, 0, tall});
  }
  std::vector<Figure::Part> parts;
  for (Joiner* joiner : {&frame, &grip, &goods}) parts.push_back(joiner->take());
  return parts;
}

std::vector<Figure::Part> pushchair(std::uint64_t seed) {
  const Vec cloth = chance(seed) < 0.5F ? linear_of(40, 44, 70) : linear_of(110, 40, 44);
  Joiner frame(linear_of(70, 72, 76)), seat(cloth), blanket(linear_of(200, 190, 170));
  for (const float y : {-0.24F, 0.24F}) {
    frame.bar({0.3F, y, 0.1F}, {-0.45F, y, 1.02F}, 0.03F);
    frame.bar({-0.25F, y, 0.1F}, {0.1F, y, 0.6F}, 0.03F);
    frame.wheel({0.32F, y, 0.1F}, 0.09F, 0.03F);
    frame.wheel({-0.28F, y, 0.12F}, 0.11F, 0.03F);
    seat.face({0.0F, y, 0.55F}, {0.25F, 0, 0}, {0, 0, 0.14F});
  }
  frame.bar({-0.45F, -0.24F, 1.02F}, {-0.45F, 0.24F, 1.02F}, 0.035F);
  seat.box({0.05F, 0, 0.42F}, {0.25F, 0, 0}, {0, 0.22F, 0}, {0, 0, 0.05F});
  seat.box({-0.2F, 0, 0.65F}, {0.04F, 0, 0.02F}, {0, 0.22F, 0}, {-0.08F, 0, 0.25F});
  seat.box({-0.08F, 0, 0.95F}, {0.22F, 0, 0.03F}, {0, 0.22F, 0}, {0, 0, 0.02F});
  blanket.box({0.05F, 0, 0.52F}, {0.2F, 0, 0.02F}, {0, 0.17F, 0}, {0, 0, 0.06F});
  std::vector<Figure::Part> parts;
  for (Joiner* joiner : {&frame, &seat, &blanket}) parts.push_back(joiner->take());
  return parts;
}

std::vector<Figure::Part> wheelchair() {
  Joiner frame(linear_of(60, 62, 66)), cloth(linear_of(36, 36, 40));
  for (const float y : {-0.29F, 0.29F}) {
    frame.wheel({-0.05F, y, 0.3F}, 0.3F, 0.03F);
    frame.wheel({0.36F, y * 0.85F, 0.08F}, 0.07F, 0.03F);
    frame.bar({-0.22F, y * 0.85F, 0.45F}, {-0.3F, y * 0.85F, 0.95F}, 0.025F);
    frame.bar({-0.22F, y * 0.85F, 0.68F}, {0.2F, y * 0.85F, 0.68F}, 0.04F);
    frame.bar({0.25F, y * 0.6F, 0.45F}, {0.45F, y * 0.6F, 0.14F}, 0.025F);
    frame.bar({-0.3F, y * 0.85F, 0.95F}, {-0.42F, y * 0.85F, 0.95F}, 0.03F);
  }
  cloth.box({0, 0, 0.45F}, {0.23F, 0, 0}, {0, 0.23F, 0}, {0, 0, 0.03F});
  cloth.box({-0.25F, 0, 0.68F}, {0.02F, 0, 0}, {0, 0.23F, 0}, {-0.03F, 0, 0.22F});
  cloth.box({0.45F, 0, 0.12F}, {0.08F, 0, 0}, {0, 0.17F, 0}, {0, 0, 0.015F});
  std::vector<Figure::Part> parts;
  for (Joiner* joiner : {&frame, &cloth}) parts.push_back(joiner->take());
  return parts;
}

}  // namespace

std::vector<Figure::Part> prop_parts(Prop prop, std::uint64_t seed) {
  switch (prop) {
    case Prop::kNone:
      return {};
    case Prop::kTrolley:
      return trolley(seed);
    case Prop::kPushchair:
      return pushchair(seed);
    case Prop::kWheelchair:
      return wheelchair();
  }
  return {};
}

}  // namespace sillage::sim::render
