// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/internal/canvas.h"

#include <algorithm>
#include <cmath>

namespace sillage::sim::render {
namespace {

/// A triangle larger than this is so near the camera that it would hide the picture: left out.
constexpr float kLargest = 20000;

struct Corner {
  float x, y;
};

/// Twice the area to the left of a -> b at p.
float side_of(Corner a, Corner b, float x, float y) {
  return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
}

/// First and last whole number of a range, within 0 to `end` - 1; std::ceil is a call on old
/// processors.
int first_from(float low) {
  if (!(low > 0)) return 0;
  const int below = static_cast<int>(low);
  return below + (static_cast<float>(below) < low);
}
int last_to(float high, int end) {
  return high < 0 ? -1 : std::min(static_cast<int>(high), end - 1);
}

bool second_colour(const Print& print, float u, float v) {
  const float a = u / print.period, b = v / print.period;
  const bool stripe = a - std::floor(a) < 0.45F;
  return print.checked ? stripe != (b - std::floor(b) < 0.45F) : stripe;
}

}  // namespace

Canvas::Canvas(int width, int height, std::vector<Sample> samples)
    : width_(width), height_(height), touched_(height) {
  const std::size_t pixels = static_cast<std::size_t>(width) * height;
  for (Sample& sample : samples) {
    Layer layer;
    layer.nearness = sample.backdrop;
    layer.nearness.resize(pixels);
    layer.id.assign(pixels, 0);
    layer.light.resize(pixels);
    layer.sample = std::move(sample);
    layers_.push_back(std::move(layer));
  }
}

void Canvas::clear() {
  for (int y = 0; y < height_; ++y) {
    const Span span = touched_[y];
    if (span.to <= span.from) continue;
    const std::size_t from = static_cast<std::size_t>(y) * width_ + span.from;
    const std::size_t count = static_cast<std::size_t>(span.to) - span.from;
    for (Layer& layer : layers_) {
      std::fill_n(layer.id.begin() + from, count, 0);
      std::copy_n(layer.sample.backdrop.begin() + from, count, layer.nearness.begin() + from);
    }
    touched_[y] = {};
  }
}

void Canvas::touch(int row, int from, int to) {
  Span& span = touched_[row];
  if (span.to <= span.from) {
    span = {from, to};
  } else {
    span = {std::min(span.from, from), std::max(span.to, to)};
  }
}

void Canvas::draw(std::span<const ScreenVertex> vertices,
                  std::span<const std::array<std::uint16_t, 3>> triangles, const Print& print,
                  std::uint16_t id, bool two_sided) {
  for (const auto& [i, j, k] : triangles) {
    const ScreenVertex &a = vertices[i], &b = vertices[j], &c = vertices[k];
    if (!a.seen || !b.seen || !c.seen) continue;
    const float area = side_of({a.x0, a.y0}, {b.x0, b.y0}, c.x0, c.y0);
    // The image's y points down: what faces the camera runs clockwise there.
    if (!two_sided && area > 0) {
      const float later = side_of({a.x1, a.y1}, {b.x1, b.y1}, c.x1, c.y1);
      if (later > 0) continue;
    }
    for (Layer& layer : layers_) fill(layer, a, b, c, print, id, two_sided);
  }
}

void Canvas::fill(Layer& layer, const ScreenVertex& a, const ScreenVertex& b, const ScreenVertex& c,
                  const Print& print, std::uint16_t id, bool two_sided) {
  const float t = layer.sample.time;
  const auto dx = static_cast<float>(layer.sample.at.x), dy = static_cast<float>(layer.sample.at.y);
  const Corner p{mix(a.x0, a.x1, t) - dx, mix(a.y0, a.y1, t) - dy};
  Corner q{mix(b.x0, b.x1, t) - dx, mix(b.y0, b.y1, t) - dy};
  Corner r{mix(c.x0, c.x1, t) - dx, mix(c.y0, c.y1, t) - dy};
  const ScreenVertex *vb = &b, *vc = &c;
  const float left = std::min({p.x, q.x, r.x}), right = std::max({p.x, q.x, r.x});
  const float top = std::min({p.y, q.y, r.y}), bottom = std::max({p.y, q.y, r.y});
  if (!(right >= 0 && bottom >= 0 && left < static_cast<float>(width_) &&
        top < static_cast<float>(height_)))
    return;
  if (right - left > kLargest || bottom - top > kLargest) return;
  const int x0 = first_from(left), x1 = last_to(right, width_);
  const int y0 = first_from(top), y1 = last_to(bottom, height_);
  if (x0 > x1 || y0 > y1) return;
  float area = -side_of(p, q, r.x, r.y);
  if (area < 0 && two_sided) {
    std::swap(q, r);
    std::swap(vb, vc);
    area = -area;
  }
  if (!(area > 1e-6F)) return;
  const float scale = 1 / area;
  for (int y = y0; y <= y1; ++y) {
    bool any = false;
    const std::size_t row = static_cast<std::size_t>(y) * width_;
    for (int x = x0; x <= x1; ++x) {
      const auto fx = static_cast<float>(x), fy = static_cast<float>(y);
      const float wa = -side_of(q, r, fx, fy), wb = -side_of(r, p, fx, fy);
      const float wc = area - wa - wb;
      if (wa < 0 || wb < 0 || wc < 0) continue;
      const float ka = wa * scale, kb = wb * scale, kc = wc * scale;
      const float nearness = ka * a.nearness + kb * vb->nearness + kc * vc->nearness;
      if (nearness <= layer.nearness[row + x]) continue;
      layer.nearness[row + x] = nearness;
      layer.id[row + x] = id;
      Vec light = a.light * ka + vb->light * kb + vc->light * kc;
      if (print.period > 0 && second_colour(print, ka * a.u + kb * vb->u + kc * vc->u,
                                            ka * a.v + kb * vb->v + kc * vc->v)) {
        light = light * print.ratio;
      }
      layer.light[row + x] = light;
      any = true;
    }
    if (any) touch(y, x0, x1 + 1);
  }
}

namespace {

/// A piece of the pixel grid that may reach beyond the picture.
struct Window {
  int left = 0, top = 0, columns = 0, rows = 0;
};

Window window_of(std::span<const Drawing> drawings, int width, int height) {
  float left = 1e9F, right = -1e9F, top = 1e9F, bottom = -1e9F;
  for (const Drawing& drawing : drawings) {
    for (const ScreenVertex& v : drawing.vertices) {
      if (!v.seen) continue;
      left = std::min({left, v.x0, v.x1}), right = std::max({right, v.x0, v.x1});
      top = std::min({top, v.y0, v.y1}), bottom = std::max({bottom, v.y0, v.y1});
    }
  }
  const auto w = static_cast<float>(width), h = static_cast<float>(height);
  Window window;
  window.left = static_cast<int>(std::floor(clamped(left, -w, 2 * w)));
  window.top = static_cast<int>(std::floor(clamped(top, -h, 2 * h)));
  window.columns = static_cast<int>(std::ceil(clamped(right, -w, 2 * w))) - window.left;
  window.rows = static_cast<int>(std::ceil(clamped(bottom, -h, 2 * h))) - window.top;
  return window;
}

void cover(Corner p, Corner q, Corner r, const Window& window, std::vector<std::uint8_t>& mask) {
  const float area = -side_of(p, q, r.x, r.y);
  if (!(area > 1e-6F)) return;
  const int x0 = first_from(std::min({p.x, q.x, r.x}));
  const int x1 = last_to(std::max({p.x, q.x, r.x}), window.columns);
  const int y0 = first_from(std::min({p.y, q.y, r.y}));
  const int y1 = last_to(std::max({p.y, q.y, r.y}), window.rows);
  for (int y = y0; y <= y1; ++y) {
    for (int x = x0; x <= x1; ++x) {
      const auto fx = static_cast<float>(x), fy = static_cast<float>(y);
      const float wa = -side_of(q, r, fx, fy), wb = -side_of(r, p, fx, fy);
      if (wa < 0 || wb < 0 || area - wa - wb < 0) continue;
      mask[static_cast<std::size_t>(y) * window.columns + x] = 1;
    }
  }
}

}  // namespace

std::size_t covered_pixels(std::span<const Drawing> drawings, int width, int height, Point at,
                           float time, std::vector<std::uint8_t>& scratch) {
  const Window window = window_of(drawings, width, height);
  if (window.columns <= 0 || window.rows <= 0) return 0;
  scratch.assign(static_cast<std::size_t>(window.columns) * window.rows, 0);
  const float dx = static_cast<float>(window.left + at.x),
              dy = static_cast<float>(window.top + at.y);
  const auto corner = [&](const ScreenVertex& v) {
    return Corner{mix(v.x0, v.x1, time) - dx, mix(v.y0, v.y1, time) - dy};
  };
  for (const Drawing& drawing : drawings) {
    for (const auto& [i, j, k] : *drawing.triangles) {
      const ScreenVertex &a = drawing.vertices[i], &b = drawing.vertices[j],
                         &c = drawing.vertices[k];
      if (a.seen && b.seen && c.seen) cover(corner(a), corner(b), corner(c), window, scratch);
    }
  }
  return static_cast<std::size_t>(std::count(scratch.begin(), scratch.end(), 1));
}

}  // namespace sillage::sim::render
