// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/internal/scene.h"

#include <algorithm>
#include <cmath>

#include "sim/camera/internal/chance.h"

namespace sillage::sim::render {
namespace {

constexpr float kDoorHeight = 2.3F;
constexpr float kOuterWall = 0.2F;
constexpr float kRoomWall = 0.08F;
/// Lamps hang in a grid of about this pitch, m.
constexpr float kLampPitch = 2.6F;
constexpr float kLampRadiance = 9.0F;
constexpr float kDoorRadiance = 2.2F;

Vec flat(Point p) { return {static_cast<float>(p.x), static_cast<float>(p.y), 0}; }

float doubled_area(const std::vector<Vec>& corners) {
  float sum = 0;
  for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
    sum += corners[j].x * corners[i].y - corners[i].x * corners[j].y;
  }
  return sum;
}

struct Builder {
  Scene scene;

  void add(std::vector<Vec> corners, float low, float high, Matter side, Matter top) {
    if (corners.size() < 3 || !(high > low)) return;
    if (doubled_area(corners) < 0) std::reverse(corners.begin(), corners.end());
    Block block;
    block.least = block.most = corners.front();
    for (const Vec& c : corners) {
      block.least = {std::min(block.least.x, c.x), std::min(block.least.y, c.y), low};
      block.most = {std::max(block.most.x, c.x), std::max(block.most.y, c.y), high};
    }
    block.corners = std::move(corners);
    block.low = low;
    block.high = high;
    block.side = side;
    block.top = top;
    block.seed = scatter(scene.seed, scene.blocks.size());
    scene.blocks.push_back(std::move(block));
  }

  void add_area(const Corners& area, float low, float high, Matter side, Matter top) {
    std::vector<Vec> corners;
    for (const Point& p : area) corners.push_back(flat(p));
    add(std::move(corners), low, high, side, top);
  }

  /// A wall between two points, `out` to its right and `in` to its left, m.
  void add_wall(Vec a, Vec b, float out, float in, float low, float high, Matter matter) {
    const Vec along = unit(b - a);
    const Vec left{-along.y, along.x, 0};
    if (norm(b - a) < 0.01F) return;
    add({a - left * out, b - left * out, b + left * in, a + left * in}, low, high, matter, matter);
  }

  /// The edges of an area as walls, with openings left free.
  struct Opening {
    Vec from, to;
    float height;
  };
  void add_walls(const Corners& area, const std::vector<Opening>& openings, float out, float in,
                 float height, Matter matter) {
    for (std::size_t i = 0; i < area.size(); ++i) {
      const Vec a = flat(area[i]), b = flat(area[(i + 1) % area.size()]);
      const Vec along = unit(b - a);
      struct Gap {
        float from, to, height;
      };
      std::vector<Gap> gaps;
      for (const Opening& opening : openings) {
        const float off =
            std::abs(cross(along, opening.from - a).z) + std::abs(cross(along, opening.to - a).z);
        float s = dot(along, opening.from - a), t = dot(along, opening.to - a);
        if (s > t) std::swap(s, t);
        if (off < 0.3F && s > -0.1F && t < norm(b - a) + 0.1F)
          gaps.push_back({s, t, opening.height});
      }
      std::sort(gaps.begin(), gaps.end(), [](auto& p, auto& q) { return p.from < q.from; });
      float done = 0;
      for (const Gap& gap : gaps) {
        add_wall(a + along * done, a + along * gap.from, out, in, 0, height, matter);
        add_wall(a + along * gap.from, a + along * gap.to, out, in, gap.height, height, matter);
        done = gap.to;
      }
      add_wall(a + along * done, b, out, in, 0, height, matter);
    }
  }
};

void add_shelf(Builder& builder, const Shelf& shelf) {
  const auto high = static_cast<float>(shelf.height_m);
  const auto block = [&](float low, float top, Matter side, Matter lid) {
    builder.add_area(shelf.area, low, top, side, lid);
  };
  if (shelf.kind == "table") return block(0, high, Matter::kWood, Matter::kStacks);
  if (shelf.kind == "fridge") return block(0, high, Matter::kFridge, Matter::kDark);
  if (shelf.kind == "rack") return block(0, high, Matter::kClothes, Matter::kClothes);
  if (shelf.kind == "counter") return block(0, high, Matter::kPanel, Matter::kWood);
  block(0, high, Matter::kGoods, Matter::kPanel);
}

void add_till(Builder& builder, const Till& till) {
  const auto high = static_cast<float>(till.counter_height_m);
  builder.add_area(till.counter, 0, high, Matter::kPanel, Matter::kDark);
  Vec middle;
  for (const Point& p : till.counter)
    middle += flat(p) * (1.0F / static_cast<float>(till.counter.size()));
  const Vec to_clerk = unit(flat(till.clerk) - middle);
  const Vec side{-to_clerk.y, to_clerk.x, 0};
  const Vec at = middle + to_clerk * 0.1F;
  builder.add({at - side * 0.18F, at + side * 0.18F, at + side * 0.18F + to_clerk * 0.06F,
               at - side * 0.18F + to_clerk * 0.06F},
              high + 0.06F, high + 0.36F, Matter::kDark, Matter::kDark);
}

void add_lamps(Scene& scene) {
  const float width = scene.most.x - scene.least.x, depth = scene.most.y - scene.least.y;
  const int columns = std::clamp(static_cast<int>(std::lround(width / kLampPitch)), 1, 40);
  const int rows = std::clamp(static_cast<int>(std::lround(depth / kLampPitch)), 1, 40);
  for (int j = 0; j < rows; ++j) {
    for (int i = 0; i < columns; ++i) {
      const float x =
          scene.least.x + (static_cast<float>(i) + 0.5F) * width / static_cast<float>(columns);
      const float y =
          scene.least.y + (static_cast<float>(j) + 0.5F) * depth / static_cast<float>(rows);
      if (!is_indoors(scene, x, y)) continue;
      // Tubes differ a little, as old and new ones do.
      const float power = kLampRadiance * (0.85F + 0.3F * chance(scene.seed, i, j, 7));
      scene.lamps.push_back(
          {{x, y, scene.ceiling - 0.01F}, {0.6F, 0, 0}, {0, 0.15F, 0}, {0, 0, -1}, power});
    }
  }
}

void add_daylight(Scene& scene, const Plan& plan) {
  for (const Door& door : plan.doors) {
    const Vec a = flat(door.from), b = flat(door.to);
    const Vec middle = (a + b) * 0.5F;
    Vec inwards = unit(Vec{-(b - a).y, (b - a).x, 0});
    if (!is_indoors(scene, middle.x + inwards.x * 0.3F, middle.y + inwards.y * 0.3F)) {
      inwards = inwards * -1;
    }
    scene.daylight.push_back({middle + Vec{0, 0, kDoorHeight / 2},
                              (b - a) * 0.5F,
                              {0, 0, kDoorHeight / 2},
                              inwards,
                              kDoorRadiance});
  }
}

}  // namespace

Scene make_scene(const Plan& plan, std::uint64_t seed) {
  Builder builder;
  builder.scene.seed = seed;
  builder.scene.ceiling = static_cast<float>(plan.wall_height_m);
  Corners outline = plan.outline;
  for (const Point& p : outline) builder.scene.outline.push_back(flat(p));
  if (doubled_area(builder.scene.outline) < 0) {
    std::reverse(outline.begin(), outline.end());
    std::reverse(builder.scene.outline.begin(), builder.scene.outline.end());
  }
  Vec least = builder.scene.outline.front(), most = least;
  for (const Vec& c : builder.scene.outline) {
    least = {std::min(least.x, c.x), std::min(least.y, c.y), 0};
    most = {std::max(most.x, c.x), std::max(most.y, c.y), 0};
  }
  builder.scene.least = least;
  builder.scene.most = most;
  std::vector<Builder::Opening> doors;
  for (const Door& door : plan.doors)
    doors.push_back({flat(door.from), flat(door.to), kDoorHeight});
  builder.add_walls(outline, doors, kOuterWall, 0, builder.scene.ceiling, Matter::kWall);
  for (const Wall& wall : plan.walls) {
    const float half = static_cast<float>(wall.thickness_m) / 2;
    builder.add_wall(flat(wall.from), flat(wall.to), half, half, 0,
                     static_cast<float>(wall.height_m), Matter::kWall);
  }
  for (const Room& room : plan.rooms) {
    builder.add_walls(room.area, {{flat(room.opening[0]), flat(room.opening[1]), 2.0F}},
                      kRoomWall / 2, kRoomWall / 2, static_cast<float>(room.height_m),
                      room.kind == RoomKind::kStaff ? Matter::kWall : Matter::kPartition);
  }
  for (const Shelf& shelf : plan.shelves) add_shelf(builder, shelf);
  for (const Till& till : plan.tills) add_till(builder, till);
  add_lamps(builder.scene);
  add_daylight(builder.scene, plan);
  return std::move(builder.scene);
}

}  // namespace sillage::sim::render
