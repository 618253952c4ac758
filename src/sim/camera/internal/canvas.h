// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/camera/internal/lanes.h"
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

/// Which side of a surface is drawn: a mirror image shows its inside out.
enum class Faces { kFront, kMirrored, kBoth };

/// Things that move, before a backdrop. Every pixel has four samples; each has a place in the pixel
/// and a time of the exposure, so that one picture has smooth edges and motion blur at once (the
/// accumulation buffer, Haeberli and Akeley, SIGGRAPH 1990). Samples keep who they show.
class Canvas {
 public:
  struct Pixel {
    Lanes nearness{};
    LaneInts id{};  ///< 0 is the backdrop
    Lanes red{}, green{}, blue{};
  };

  /// Nearness of what stands still, per pixel and sample.
  Canvas(int width, int height, std::vector<Lanes> backdrop);

  /// Forgets everything drawn.
  void clear();
  /// Counts `covered` anew: what follows belongs to one thing.
  void begin();
  /// Triangles of the thing; `id` is not 0.
  void draw(std::span<const ScreenVertex> vertices, std::span<const Triangle> triangles,
            const Print& print, int id, Faces faces);
  /// Pixels of the picture whose first sample the thing would show if nothing hid it.
  std::size_t covered() const { return covered_; }

  int width() const { return width_; }
  int height() const { return height_; }
  const Pixel& at(std::size_t pixel) const { return pixels_[pixel]; }
  /// Columns of a row that anything was drawn in: first and one past the last.
  struct Span {
    int from = 0, to = 0;
  };
  Span touched(int row) const { return touched_[row]; }

 private:
  struct Corners;
  void fill(const Corners& corners, const Print& print, int id);
  void touch(int row, int from, int to);

  int width_, height_;
  std::vector<Lanes> backdrop_;
  std::vector<Pixel> pixels_;
  std::vector<std::uint32_t> covered_by_;  ///< the thing that last covered a pixel
  std::uint32_t thing_ = 0;
  std::size_t covered_ = 0;
  std::vector<Span> touched_;
};

/// A surface as it was drawn.
struct Drawing {
  std::vector<ScreenVertex> vertices;
  const std::vector<Triangle>* triangles = nullptr;
};

/// What `Canvas::covered` would be if the picture reached one picture farther to each side.
std::size_t covered_pixels(std::span<const Drawing> drawings, int width, int height,
                           std::vector<std::uint8_t>& scratch);

}  // namespace sillage::sim::render
