// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "geometry/point.h"
#include "sim/camera/internal/solid.h"

namespace sillage::sim::render {

/// A corner of a surface as the camera sees it while the shutter opens and when it closes.
struct ScreenVertex {
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0;  ///< pixels
  float nearness = 0;                    ///< 1 / depth along the optical axis, 1/m
  Vec light;                             ///< linear colour that it gives back
  float u = 0, v = 0;                    ///< place in the pattern of the cloth, m
  bool seen = false;                     ///< in front of the camera
};

/// The second colour of a cloth, relative to the first.
struct Print {
  Vec ratio{1, 1, 1};
  float period = 0;  ///< m; 0 is plain
  bool checked = false;
};

/// Things that move, before a backdrop. Every pixel has a few samples; each has a place in the
/// pixel and a time of the exposure, so that one picture has smooth edges and motion blur at once
/// (the accumulation buffer, Haeberli and Akeley, SIGGRAPH 1990). Samples keep who they show.
class Canvas {
 public:
  struct Sample {
    Point at;                     ///< in the pixel, 0 to 1
    float time = 0;               ///< of the exposure, 0 to 1
    std::vector<float> backdrop;  ///< nearness of what stands still
  };
  Canvas(int width, int height, std::vector<Sample> samples);

  /// Forgets everything drawn.
  void clear();
  /// Triangles of one thing; `id` is not 0. Those seen from behind are left out unless `two_sided`.
  void draw(std::span<const ScreenVertex> vertices,
            std::span<const std::array<std::uint16_t, 3>> triangles, const Print& print,
            std::uint16_t id, bool two_sided);

  int width() const { return width_; }
  int height() const { return height_; }
  int samples() const { return static_cast<int>(layers_.size()); }
  /// Of one sample of all pixels, row by row; 0 is the backdrop.
  const std::vector<std::uint16_t>& ids(int sample) const { return layers_[sample].id; }
  const Vec& light(int sample, std::size_t pixel) const { return layers_[sample].light[pixel]; }
  /// Columns of a row that anything was drawn in: first and one past the last.
  struct Span {
    int from = 0, to = 0;
  };
  Span touched(int row) const { return touched_[row]; }

 private:
  struct Layer {
    Sample sample;
    std::vector<float> nearness;
    std::vector<std::uint16_t> id;
    std::vector<Vec> light;
  };
  void fill(Layer& layer, const ScreenVertex& a, const ScreenVertex& b, const ScreenVertex& c,
            const Print& print, std::uint16_t id, bool two_sided);
  void touch(int row, int from, int to);

  int width_, height_;
  std::vector<Layer> layers_;
  std::vector<Span> touched_;
};

/// A surface as it was drawn.
struct Drawing {
  std::vector<ScreenVertex> vertices;
  const std::vector<std::array<std::uint16_t, 3>>* triangles = nullptr;
};

/// Pixels that a silhouette would cover in one sample if nothing hid it, also beyond the picture's
/// edges (by at most one picture to each side).
std::size_t covered_pixels(std::span<const Drawing> drawings, int width, int height, Point at,
                           float time, std::vector<std::uint8_t>& scratch);

}  // namespace sillage::sim::render
