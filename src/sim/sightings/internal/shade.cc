// SPDX-License-Identifier: Apache-2.0
#include "sim/sightings/internal/shade.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sillage::sim::internal {
namespace {

constexpr double kCellM = 0.05;
constexpr double kMostCells = 1000;  // along one side
constexpr double kBeyondM = 3;       // people may stand outside the walls

/// Where the way from `from` to `to` runs within an area, as shares of the way.
struct Stretch {
  double enters = 0, leaves = 0;
};

bool holds(const Corners& area, Point p) {
  bool inside = false;
  for (std::size_t i = 0, j = area.size() - 1; i < area.size(); j = i++) {
    const Point a = area[j], b = area[i];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) {
      inside = !inside;
    }
  }
  return inside;
}

/// Appends the stretches within a simple polygon, in order.
void add_stretches(const Corners& area, Point from, Point to, std::vector<Stretch>& stretches) {
  std::vector<double> crossings;
  const Point way = to - from;
  for (std::size_t i = 0, j = area.size() - 1; i < area.size(); j = i++) {
    const Point a = area[j], edge = area[i] - a;
    const double turn = cross(way, edge);
    if (turn == 0) continue;
    const double along = cross(a - from, edge) / turn, on_edge = cross(a - from, way) / turn;
    if (along > 0 && along < 1 && on_edge >= 0 && on_edge < 1) crossings.push_back(along);
  }
  if (holds(area, from)) crossings.push_back(0);
  if (holds(area, to)) crossings.push_back(1);
  std::sort(crossings.begin(), crossings.end());
  for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
    stretches.push_back({crossings[i], crossings[i + 1]});
  }
}

}  // namespace

Shade::Shade(const Plan& plan, const Place3& camera) : camera_(camera), solids_(solids_of(plan)) {
  Point low{camera.x, camera.y}, high = low;
  const auto cover = [&](Point p) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  };
  for (const Point p : plan.outline) cover(p);
  for (const Pavement& pavement : plan.pavements) {
    cover(pavement.from);
    cover(pavement.to);
  }
  origin_ = low - Point{kBeyondM, kBeyondM};
  const Point size = high - low + Point{2 * kBeyondM, 2 * kBeyondM};
  cell_m_ = std::max(kCellM, std::max(size.x, size.y) / kMostCells);
  columns_ = static_cast<int>(std::ceil(size.x / cell_m_));
  rows_ = static_cast<int>(std::ceil(size.y / cell_m_));
  heights_.assign(static_cast<std::size_t>(columns_) * rows_, -1.0F);
}

double Shade::height_at(Point place) {
  const int column = static_cast<int>(std::floor((place.x - origin_.x) / cell_m_));
  const int row = static_cast<int>(std::floor((place.y - origin_.y) / cell_m_));
  if (column < 0 || row < 0 || column >= columns_ || row >= rows_) return 0;
  float& height = heights_[static_cast<std::size_t>(row) * columns_ + column];
  if (height < 0) {
    height = static_cast<float>(
        compute(origin_ + Point{(column + 0.5) * cell_m_, (row + 0.5) * cell_m_}));
  }
  return height;
}

/// The line of sight to height z above the place is at camera.z + t (z - camera.z) after a share t
/// of the way. A block of height h hides z if that is at most h somewhere between its two ends.
double Shade::compute(Point place) const {
  const Point eye{camera_.x, camera_.y};
  double hidden = 0;
  std::vector<Stretch> stretches;
  for (const Solid& solid : solids_) {
    if (holds(solid.area, eye)) continue;  // what carries the camera does not blind it
    stretches.clear();
    add_stretches(solid.area, eye, place, stretches);
    for (const Stretch& stretch : stretches) {
      if (solid.height_m >= camera_.z) return std::numeric_limits<float>::infinity();
      hidden = std::max(hidden, camera_.z - (camera_.z - solid.height_m) / stretch.leaves);
    }
  }
  return hidden;
}

}  // namespace sillage::sim::internal
