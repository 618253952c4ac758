// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/projection.h"

#include <algorithm>
#include <array>

namespace sillage::desk::report {
namespace {

/// Sutherland & Hodgman, "Reentrant polygon clipping", 1974, against one half plane: `inside` is a
/// function linear in the point and at least 0 in the part that stays.
template <class Inside>
std::vector<Point> cut(const std::vector<Point>& corners, Inside inside) {
  std::vector<Point> out;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Point a = corners[i], b = corners[(i + 1) % corners.size()];
    const double at_a = inside(a), at_b = inside(b);
    if (at_a >= 0) out.push_back(a);
    if ((at_a >= 0) != (at_b >= 0)) out.push_back(a + (b - a) * (at_a / (at_a - at_b)));
  }
  return out;
}

template <class Inside>
bool cut(Segment& s, Inside inside) {
  const double at_from = inside(s.from), at_to = inside(s.to);
  if (at_from < 0 && at_to < 0) return false;
  const Point crossing =
      at_from == at_to ? s.from : s.from + (s.to - s.from) * (at_from / (at_from - at_to));
  if (at_from < 0) s.from = crossing;
  if (at_to < 0) s.to = crossing;
  return true;
}

/// Floor nearer to the horizon than this depth is not drawn.
constexpr double kLeastDepth = 1e-6;

}  // namespace

Result<Projection> Projection::create(const std::array<double, 9>& image_from_floor, double width,
                                      double height) {
  auto map = Homography::from_matrix(image_from_floor);
  if (!map || !(width > 0) || !(height > 0)) {
    return fail(ErrorCode::kInvalidArgument,
                "the plate's map from floor to picture is singular, so nothing can be drawn on it; "
                "check the calibration of the camera");
  }
  std::array<double, 9> matrix = map->matrix();
  // p in the picture is q / w of the floor point q; with w the third component of the inverse,
  // the depth of the floor point under p is 1 / w up to a positive scale.
  const auto back = map->inverse().matrix();
  const Point bottom{width / 2, height};
  const double w = back[6] * bottom.x + back[7] * bottom.y + back[8];
  if (w != 0) {
    const Point floor{(back[0] * bottom.x + back[1] * bottom.y + back[2]) / w,
                      (back[3] * bottom.x + back[4] * bottom.y + back[5]) / w};
    if (matrix[6] * floor.x + matrix[7] * floor.y + matrix[8] < 0) {
      for (double& value : matrix) value = -value;
    }
  }
  return Projection(matrix, width, height);
}

Point Projection::project(Point p) const {
  const double w = depth(p);
  return {(m_[0] * p.x + m_[1] * p.y + m_[2]) / w, (m_[3] * p.x + m_[4] * p.y + m_[5]) / w};
}

std::optional<Point> Projection::point(Point in_floor) const {
  if (!(depth(in_floor) > kLeastDepth)) return std::nullopt;
  return project(in_floor);
}

std::vector<Point> Projection::polygon(const std::vector<Point>& corners_in_floor) const {
  std::vector<Point> shape = cut(corners_in_floor, [&](Point p) { return depth(p) - kLeastDepth; });
  for (Point& p : shape) p = project(p);
  shape = cut(shape, [](Point p) { return p.x; });
  shape = cut(shape, [](Point p) { return p.y; });
  shape = cut(shape, [&](Point p) { return width_ - p.x; });
  shape = cut(shape, [&](Point p) { return height_ - p.y; });
  if (shape.size() < 3) shape.clear();
  return shape;
}

std::optional<Segment> Projection::segment(const Segment& in_floor) const {
  Segment s = in_floor;
  if (!cut(s, [&](Point p) { return depth(p) - kLeastDepth; })) return std::nullopt;
  s = {project(s.from), project(s.to)};
  const bool visible = cut(s, [](Point p) { return p.x; }) && cut(s, [](Point p) { return p.y; }) &&
                       cut(s, [&](Point p) { return width_ - p.x; }) &&
                       cut(s, [&](Point p) { return height_ - p.y; });
  if (!visible) return std::nullopt;
  return s;
}

}  // namespace sillage::desk::report
