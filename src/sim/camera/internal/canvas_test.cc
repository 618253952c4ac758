// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/internal/canvas.h"

#include <limits>

#include <gtest/gtest.h>

namespace sillage::sim::render {
namespace {

constexpr int kWidth = 20, kHeight = 10;

Canvas empty_canvas(float backdrop = 0) {
  return {kWidth, kHeight, std::vector<Lanes>(kWidth * kHeight, all(backdrop))};
}

ScreenVertex corner(float x, float y, float nearness = 1) {
  ScreenVertex vertex;
  vertex.x0 = vertex.x1 = x;
  vertex.y0 = vertex.y1 = y;
  vertex.nearness = nearness;
  vertex.light = {1, 0.5F, 0.25F};
  vertex.seen = true;
  return vertex;
}

/// Two triangles from (x, y), counter-clockwise as seen in the world: clockwise on the screen.
std::vector<ScreenVertex> rectangle(float x, float y, float width, float height,
                                    float nearness = 1) {
  return {corner(x, y, nearness), corner(x, y + height, nearness),
          corner(x + width, y + height, nearness), corner(x + width, y, nearness)};
}
const std::vector<Triangle> kTwo = {{0, 1, 2}, {0, 2, 3}};

int samples_of(const Canvas& canvas, int id) {
  int count = 0;
  for (std::size_t i = 0; i < kWidth * kHeight; ++i) {
    for (int s = 0; s < kSamples; ++s) count += canvas.at(i).id[s] == id;
  }
  return count;
}

TEST(Canvas, CoversWhatLiesWithin) {
  Canvas canvas = empty_canvas();
  canvas.begin();
  canvas.draw(rectangle(2, 3, 5, 4), kTwo, {}, 7, Faces::kFront);
  EXPECT_EQ(samples_of(canvas, 7), 5 * 4 * kSamples);
  EXPECT_EQ(canvas.covered(), 20u);
  EXPECT_FLOAT_EQ(canvas.at(4 * kWidth + 4).green[2], 0.5F);
  EXPECT_EQ(canvas.touched(4).from, 2);
  EXPECT_EQ(canvas.touched(9).to, 0);
  canvas.clear();
  EXPECT_EQ(samples_of(canvas, 7), 0);
}

TEST(Canvas, NearerWinsAndTheBackdropHides) {
  Canvas canvas = empty_canvas(0.5F);
  canvas.begin();
  canvas.draw(rectangle(0, 0, 10, 10, 1), kTwo, {}, 1, Faces::kFront);
  canvas.begin();
  canvas.draw(rectangle(5, 0, 10, 10, 0.8F), kTwo, {}, 2, Faces::kFront);
  canvas.begin();
  canvas.draw(rectangle(15, 0, 5, 10, 0.4F), kTwo, {}, 3, Faces::kFront);
  EXPECT_EQ(samples_of(canvas, 1), 100 * kSamples);
  EXPECT_EQ(samples_of(canvas, 2), 50 * kSamples);
  EXPECT_EQ(samples_of(canvas, 3), 0);
  EXPECT_EQ(canvas.covered(), 50u) << "what hides a thing does not change what it would cover";
}

TEST(Canvas, BacksAreNotDrawn) {
  Canvas canvas = empty_canvas();
  auto back = rectangle(2, 2, 4, 4);
  std::swap(back[1], back[3]);
  canvas.draw(back, kTwo, {}, 1, Faces::kFront);
  EXPECT_EQ(samples_of(canvas, 1), 0);
  canvas.draw(back, kTwo, {}, 1, Faces::kBoth);
  EXPECT_EQ(samples_of(canvas, 1), 16 * kSamples);
}

TEST(Canvas, WhatMovesDuringTheExposureIsBlurred) {
  Canvas canvas = empty_canvas();
  auto moving = rectangle(2, 2, 4, 4);
  for (ScreenVertex& v : moving) v.x1 += 8;
  canvas.draw(moving, kTwo, {}, 1, Faces::kFront);
  int part = 0;
  for (int x = 0; x < kWidth; ++x) {
    int shown = 0;
    for (int s = 0; s < kSamples; ++s) shown += canvas.at(3 * kWidth + x).id[s] == 1;
    part += shown > 0 && shown < kSamples;
  }
  EXPECT_GE(part, 8);
  EXPECT_NEAR(samples_of(canvas, 1), 16 * kSamples, 8);
}

TEST(Canvas, WhatIsNotFiniteOrHugeIsLeftOut) {
  Canvas canvas = empty_canvas();
  auto broken = rectangle(2, 2, 4, 4);
  broken[1].x0 = std::numeric_limits<float>::quiet_NaN();
  broken[2].x1 = std::numeric_limits<float>::infinity();
  canvas.draw(broken, kTwo, {}, 1, Faces::kBoth);
  canvas.draw(rectangle(-1e6F, -1e6F, 2e6F, 2e6F), kTwo, {}, 2, Faces::kBoth);
  EXPECT_EQ(samples_of(canvas, 2), 0);
  EXPECT_EQ(samples_of(canvas, 1), 0);
}

TEST(CoveredPixels, CountBeyondTheEdges) {
  const std::vector<Drawing> drawings = {{rectangle(-5, 2, 10, 4), &kTwo}};
  std::vector<std::uint8_t> scratch;
  EXPECT_EQ(covered_pixels(drawings, kWidth, kHeight, scratch), 40u);
  Canvas canvas = empty_canvas();
  canvas.begin();
  canvas.draw(drawings[0].vertices, kTwo, {}, 1, Faces::kFront);
  EXPECT_EQ(canvas.covered(), 20u);
}

}  // namespace
}  // namespace sillage::sim::render
