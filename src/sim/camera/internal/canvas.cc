// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/internal/canvas.h"

#include <algorithm>
#include <cmath>

namespace sillage::sim::render {
namespace {

/// A triangle larger than this is so near the camera that it would hide the picture: left out.
constexpr float kLargest = 20000;
constexpr float kLeastArea = 1e-6F;
constexpr float kFirstSample = 0.125F, kLastSample = 0.875F;  ///< in a pixel, either way

/// First and last whole number of a range, within 0 to `end` - 1; std::ceil is a call on processors
/// that lack it.
int first_from(float low) {
  if (!(low > 0)) return 0;
  const int below = static_cast<int>(low);
  return below + (static_cast<float>(below) < low);
}
int last_to(float high, int end) {
  return high < 0 ? -1 : std::min(static_cast<int>(high), end - 1);
}

/// Twice the area of a triangle, positive if it faces the camera: the image's y points down.
float area_of(const ScreenVertex& a, const ScreenVertex& b, const ScreenVertex& c) {
  return (b.y0 - a.y0) * (c.x0 - a.x0) - (b.x0 - a.x0) * (c.y0 - a.y0);
}

bool is_second(const Print& print, float u, float v) {
  const float a = u / print.period, b = v / print.period;
  const bool stripe = a - std::floor(a) < 0.45F;
  return print.checked ? stripe != (b - std::floor(b) < 0.45F) : stripe;
}

struct Extent {
  float left = 1e9F, right = -1e9F, top = 1e9F, bottom = -1e9F;
  void add(const ScreenVertex& v) {
    left = std::min({left, v.x0, v.x1}), right = std::max({right, v.x0, v.x1});
    top = std::min({top, v.y0, v.y1}), bottom = std::max({bottom, v.y0, v.y1});
  }
};

/// Where the corner lies for each sample, seen from the pixel's own corner.
Lanes lane_x(const ScreenVertex& v) { return v.x0 + (v.x1 - v.x0) * kSampleTime - kSampleX; }
Lanes lane_y(const ScreenVertex& v) { return v.y0 + (v.y1 - v.y0) * kSampleTime - kSampleY; }

/// Negative cross product of q - p and (x, y) - p: positive on the inner side of a front face.
Lanes side_of(Lanes px, Lanes py, Lanes qx, Lanes qy, Lanes x, Lanes y) {
  return (qy - py) * (x - px) - (qx - px) * (y - py);
}

}  // namespace

struct Canvas::Corners {
  const ScreenVertex *a, *b, *c;
  Extent extent;
};

Canvas::Canvas(int width, int height, std::vector<Lanes> backdrop)
    : width_(width),
      height_(height),
      backdrop_(std::move(backdrop)),
      pixels_(backdrop_.size()),
      covered_by_(backdrop_.size(), 0),
      touched_(height) {
  for (std::size_t i = 0; i < pixels_.size(); ++i) pixels_[i].nearness = backdrop_[i];
}

void Canvas::clear() {
  for (int y = 0; y < height_; ++y) {
    const Span span = touched_[y];
    const std::size_t row = static_cast<std::size_t>(y) * width_;
    for (std::size_t i = row + span.from; i < row + span.to; ++i) {
      pixels_[i].nearness = backdrop_[i];
      pixels_[i].id = LaneInts{};
    }
    touched_[y] = {};
  }
}

void Canvas::begin() {
  ++thing_;
  covered_ = 0;
}

void Canvas::touch(int row, int from, int to) {
  Span& span = touched_[row];
  if (span.to <= span.from) {
    span = {from, to};
  } else {
    span = {std::min(span.from, from), std::max(span.to, to)};
  }
}

void Canvas::draw(std::span<const ScreenVertex> vertices, std::span<const Triangle> triangles,
                  const Print& print, int id, Faces faces) {
  const auto w = static_cast<float>(width_), h = static_cast<float>(height_);
  for (const auto& [i, j, k] : triangles) {
    const ScreenVertex &a = vertices[i], &b = vertices[j], &c = vertices[k];
    if (!a.seen || !b.seen || !c.seen) continue;
    const float area = area_of(a, b, c);
    const bool turned = area < 0;
    if ((faces == Faces::kFront && turned) || (faces == Faces::kMirrored && !turned)) continue;
    Corners corners{&a, turned ? &c : &b, turned ? &b : &c, {}};
    for (const ScreenVertex* v : {&a, &b, &c}) corners.extent.add(*v);
    const Extent& e = corners.extent;
    if (!(e.right >= 0 && e.bottom >= 0 && e.left < w && e.top < h)) continue;
    if (e.right - e.left > kLargest || e.bottom - e.top > kLargest) continue;
    fill(corners, print, id);
  }
}

void Canvas::fill(const Corners& corners, const Print& print, int id) {
  const int x0 = first_from(corners.extent.left - kLastSample);
  const int x1 = last_to(corners.extent.right - kFirstSample, width_);
  const int y0 = first_from(corners.extent.top - kLastSample);
  const int y1 = last_to(corners.extent.bottom - kFirstSample, height_);
  const ScreenVertex &a = *corners.a, &b = *corners.b, &c = *corners.c;
  const Lanes ax = lane_x(a), ay = lane_y(a), bx = lane_x(b), by = lane_y(b);
  const Lanes cx = lane_x(c), cy = lane_y(c);
  const Lanes area = side_of(ax, ay, bx, by, cx, cy);
  const Lanes scale = 1 / area;
  for (int y = y0; y <= y1; ++y) {
    const Lanes fy = all(static_cast<float>(y));
    const std::size_t row = static_cast<std::size_t>(y) * width_;
    for (int x = x0; x <= x1; ++x) {
      const Lanes fx = all(static_cast<float>(x));
      const Lanes wa = side_of(bx, by, cx, cy, fx, fy), wb = side_of(cx, cy, ax, ay, fx, fy);
      const Lanes wc = area - wa - wb;
      const LaneInts inside = (wa >= 0) & (wb >= 0) & (wc >= 0) & (area > kLeastArea);
      if (!any(inside)) continue;
      if (inside[0] != 0 && covered_by_[row + x] != thing_) {
        covered_by_[row + x] = thing_;
        ++covered_;
      }
      Pixel& pixel = pixels_[row + x];
      const Lanes ka = wa * scale, kb = wb * scale, kc = wc * scale;
      const Lanes nearness = ka * a.nearness + kb * b.nearness + kc * c.nearness;
      const LaneInts wins = inside & (nearness > pixel.nearness);
      if (!any(wins)) continue;
      Lanes red = ka * a.light.x + kb * b.light.x + kc * c.light.x;
      Lanes green = ka * a.light.y + kb * b.light.y + kc * c.light.y;
      Lanes blue = ka * a.light.z + kb * b.light.z + kc * c.light.z;
      if (print.period > 0) {
        const Lanes u = ka * a.u + kb * b.u + kc * c.u, v = ka * a.v + kb * b.v + kc * c.v;
        for (int s = 0; s < kSamples; ++s) {
          if (wins[s] == 0 || !is_second(print, u[s], v[s])) continue;
          red[s] *= print.ratio.x, green[s] *= print.ratio.y, blue[s] *= print.ratio.z;
        }
      }
      pixel.nearness = wins ? nearness : pixel.nearness;
      pixel.id = wins ? LaneInts{id, id, id, id} : pixel.id;
      pixel.red = wins ? red : pixel.red;
      pixel.green = wins ? green : pixel.green;
      pixel.blue = wins ? blue : pixel.blue;
    }
    if (x0 <= x1) touch(y, x0, x1 + 1);
  }
}

std::size_t covered_pixels(std::span<const Drawing> drawings, int width, int height,
                           std::vector<std::uint8_t>& scratch) {
  // A canvas of its own would cost its backdrop; here a mask does.
  const int columns = 3 * width, rows = 3 * height;
  scratch.assign(static_cast<std::size_t>(columns) * rows, 0);
  const float time = kSampleTime[0];
  const float dx = kSampleX[0] - static_cast<float>(width);
  const float dy = kSampleY[0] - static_cast<float>(height);
  std::size_t count = 0;
  for (const Drawing& drawing : drawings) {
    for (const auto& [i, j, k] : *drawing.triangles) {
      const std::array<const ScreenVertex*, 3> corners = {
          &drawing.vertices[i], &drawing.vertices[j], &drawing.vertices[k]};
      if (!corners[0]->seen || !corners[1]->seen || !corners[2]->seen) continue;
      if (area_of(*corners[0], *corners[1], *corners[2]) < 0) continue;
      std::array<float, 3> x{}, y{};
      for (std::size_t n = 0; n < 3; ++n) {
        x[n] = mix(corners[n]->x0, corners[n]->x1, time) - dx;
        y[n] = mix(corners[n]->y0, corners[n]->y1, time) - dy;
      }
      const auto side = [&](std::size_t p, std::size_t q, float at_x, float at_y) {
        return (y[q] - y[p]) * (at_x - x[p]) - (x[q] - x[p]) * (at_y - y[p]);
      };
      const int x0 = first_from(std::min({x[0], x[1], x[2]}));
      const int x1 = last_to(std::max({x[0], x[1], x[2]}), columns);
      const int y0 = first_from(std::min({y[0], y[1], y[2]}));
      const int y1 = last_to(std::max({y[0], y[1], y[2]}), rows);
      for (int py = y0; py <= y1; ++py) {
        for (int px = x0; px <= x1; ++px) {
          const auto fx = static_cast<float>(px), fy = static_cast<float>(py);
          if (side(0, 1, fx, fy) < 0 || side(1, 2, fx, fy) < 0 || side(2, 0, fx, fy) < 0) continue;
          std::uint8_t& mark = scratch[static_cast<std::size_t>(py) * columns + px];
          count += mark == 0;
          mark = 1;
        }
      }
    }
  }
  return count;
}

}  // namespace sillage::sim::render
