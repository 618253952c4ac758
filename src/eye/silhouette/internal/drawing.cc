// SPDX-License-Identifier: Apache-2.0
#include "eye/silhouette/internal/drawing.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "eye/silhouette/internal/font.h"

namespace sillage::eye::silhouette_internal {
namespace {

/// Beyond this, in pixels, a coordinate is a mistake and not a place near the picture.
constexpr double kFarthest = 1e6;
/// A person of less would vanish and make a count look wrong.
constexpr double kLeastSize = 4;

struct PixelBox {
  int left, top, right, bottom;
};

PixelBox clipped(const I420Image& picture, double left, double top, double right, double bottom) {
  const auto pixel = [](double edge, int limit) {
    return static_cast<int>(std::clamp(edge, 0.0, static_cast<double>(limit)));
  };
  return {pixel(std::floor(left), picture.width()), pixel(std::floor(top), picture.height()),
          pixel(std::ceil(right), picture.width()), pixel(std::ceil(bottom), picture.height())};
}

/// Calls `put_luma(y sample, its centre)` and `put_chroma(u, v, their centre)` over the box.
template <class PutLuma, class PutChroma>
void for_each_sample(I420Image& picture, const PixelBox& box, PutLuma put_luma,
                     PutChroma put_chroma) {
  for (int row = box.top; row < box.bottom; ++row) {
    std::uint8_t* line = picture.y() + static_cast<std::ptrdiff_t>(row) * picture.width();
    for (int column = box.left; column < box.right; ++column) {
      put_luma(line[column], Point{column + 0.5, row + 0.5});
    }
  }
  for (int row = box.top / 2; row < (box.bottom + 1) / 2; ++row) {
    const std::ptrdiff_t first = static_cast<std::ptrdiff_t>(row) * picture.chroma_width();
    for (int column = box.left / 2; column < (box.right + 1) / 2; ++column) {
      put_chroma(picture.u()[first + column], picture.v()[first + column],
                 Point{2.0 * column + 1, 2.0 * row + 1});
    }
  }
}

bool is_near(double value) { return std::abs(value) <= kFarthest; }
bool is_near(Point point) { return is_near(point.x) && is_near(point.y); }

double distance_to(const Segment& segment, Point p) {
  const double along = segment.length() > 0 ? std::clamp(segment.projection(p), 0.0, 1.0) : 0.0;
  return distance(p, segment.from + (segment.to - segment.from) * along);
}

/// Distance to a box with round corners, negative inside.
double distance_to_rounded(const Box& box, double radius, Point p) {
  const Point centre = box.centre();
  const double x = std::abs(p.x - centre.x) - (box.width / 2 - radius);
  const double y = std::abs(p.y - centre.y) - (box.height / 2 - radius);
  return std::hypot(std::max(x, 0.0), std::max(y, 0.0)) + std::min(std::max(x, y), 0.0) - radius;
}

/// The shape of a person as a distance, negative inside.
class PersonShape {
 public:
  explicit PersonShape(const Box& box) : body_(box) {
    if (box.height >= 1.2 * box.width) {
      head_radius_ = std::min(0.3 * box.width, 0.11 * box.height);
      head_ = {box.centre().x, box.top + head_radius_};
      body_.top += 2 * head_radius_;
      body_.height -= 2 * head_radius_;
    }
    corner_ = std::min(body_.width, body_.height) / 2;
  }
  double operator()(Point p) const {
    const double body = distance_to_rounded(body_, corner_, p);
    return head_radius_ > 0 ? std::min(body, distance(p, head_) - head_radius_) : body;
  }

 private:
  Box body_;
  Point head_;
  double head_radius_ = 0;
  double corner_ = 0;
};

void fill(I420Image& picture, const PixelBox& box, Colour colour) {
  for_each_sample(
      picture, box, [&](std::uint8_t& y, Point) { y = colour.y; },
      [&](std::uint8_t& u, std::uint8_t& v, Point) {
        u = colour.u;
        v = colour.v;
      });
}

/// The largest whole scale, up to one that suits the picture, at which the text fits; at least 1.
int text_scale(const I420Image& picture, std::size_t letters) {
  int result = std::max(1, picture.width() / 320);
  const auto width = [&] {
    return static_cast<std::size_t>(result) * kGlyphAdvance * (letters + 1);
  };
  while (result > 1 && width() > static_cast<std::size_t>(picture.width())) --result;
  return result;
}

void draw_glyph(I420Image& picture, const Glyph& glyph, int left, int top, int size) {
  for (int row = 0; row < kGlyphHeight * size; ++row) {
    for (int column = 0; column < kGlyphWidth * size; ++column) {
      const int bit = kGlyphWidth - 1 - column / size;
      if (((glyph[static_cast<std::size_t>(row / size)] >> bit) & 1) == 0) continue;
      const int x = left + column;
      const int y = top + row;
      if (x < picture.width() && y < picture.height()) {
        picture.y()[static_cast<std::ptrdiff_t>(y) * picture.width() + x] = kCaptionText.y;
      }
    }
  }
}

}  // namespace

void draw_segment(I420Image& picture, const Segment& segment, double thickness, Colour colour) {
  if (!is_near(segment.from) || !is_near(segment.to)) return;
  const double radius = thickness / 2;
  const PixelBox box = clipped(picture, std::min(segment.from.x, segment.to.x) - radius,
                               std::min(segment.from.y, segment.to.y) - radius,
                               std::max(segment.from.x, segment.to.x) + radius,
                               std::max(segment.from.y, segment.to.y) + radius);
  for_each_sample(
      picture, box,
      [&](std::uint8_t& y, Point p) {
        if (distance_to(segment, p) <= radius) y = colour.y;
      },
      [&](std::uint8_t& u, std::uint8_t& v, Point p) {
        if (distance_to(segment, p) > radius + 0.5) return;
        u = colour.u;
        v = colour.v;
      });
}

void draw_outline(I420Image& picture, const std::vector<Point>& corners, double thickness,
                  Colour colour) {
  for (std::size_t i = 0; i < corners.size(); ++i) {
    draw_segment(picture, {corners[i], corners[(i + 1) % corners.size()]}, thickness, colour);
  }
}

void draw_person(I420Image& picture, const Box& wanted) {
  if (!is_near(wanted.left) || !is_near(wanted.top) || !is_near(wanted.width) ||
      !is_near(wanted.height) || wanted.width <= 0 || wanted.height <= 0) {
    return;
  }
  const double width = std::max(wanted.width, kLeastSize);
  const double height = std::max(wanted.height, kLeastSize);
  const Box box = {wanted.centre().x - width / 2, wanted.centre().y - height / 2, width, height};
  const PersonShape distance_from = PersonShape(box);
  const double rim = std::min(width, height) < 8 ? 0 : std::clamp(width * 0.04, 1.0, 2.0);
  for_each_sample(
      picture, clipped(picture, box.left, box.top, box.right(), box.bottom()),
      [&](std::uint8_t& y, Point p) {
        const double inside = -distance_from(p);
        if (inside >= 0) y = inside >= rim ? kPerson.y : kPersonEdge.y;
      },
      [&](std::uint8_t& u, std::uint8_t& v, Point p) {
        if (distance_from(p) > 0) return;
        u = kPerson.u;
        v = kPerson.v;
      });
}

void draw_caption(I420Image& picture, std::string_view text) {
  if (text.empty()) return;
  const int size = text_scale(picture, text.size());
  const int margin = 2 * size;
  const int room = (picture.width() - margin) / (kGlyphAdvance * size);
  text = text.substr(0, static_cast<std::size_t>(std::max(0, room)));
  const int letters = static_cast<int>(text.size());
  fill(picture,
       clipped(picture, 0, 0, 2 * margin + letters * kGlyphAdvance * size,
               2 * margin + kGlyphHeight * size),
       kCaptionBack);
  for (int i = 0; i < letters; ++i) {
    draw_glyph(picture, glyph_of(text[static_cast<std::size_t>(i)]),
               margin + i * kGlyphAdvance * size, margin, size);
  }
}

}  // namespace sillage::eye::silhouette_internal
