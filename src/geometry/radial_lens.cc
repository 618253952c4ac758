// SPDX-License-Identifier: Apache-2.0
#include "geometry/radial_lens.h"

#include <cmath>

namespace sillage {
namespace {

/// Steps of the search for the straight radius; each halves what is unknown.
constexpr int kSteps = 50;
/// As far out as any lens sees: 89 degrees off the axis.
constexpr double kWidest = 57;

double bent(double r, double k1, double k2) { return r * (1 + r * r * (k1 + k2 * r * r)); }

/// Slope of `bent`; where it turns negative the model folds back.
double slope(double r, double k1, double k2) { return 1 + r * r * (3 * k1 + 5 * k2 * r * r); }

/// Largest radius up to which the model grows.
double rim(double k1, double k2) {
  double r = 0;
  for (double step = kWidest; step > 1e-9; step /= 2) {
    // The slope is that of a parabola in r^2: positive at 0, and once negative before it may rise.
    bool grows = true;
    for (int i = 1; i <= 8 && grows; ++i) grows = slope(r + step * i / 8, k1, k2) > 0;
    if (grows) r += step;
  }
  return r;
}

}  // namespace

Point RadialLens::straight(Point seen) const {
  if (is_straight()) return seen;
  const double x = (seen.x - cx) / fx, y = (seen.y - cy) / fy;
  const double radius = std::hypot(x, y);
  if (radius == 0) return seen;
  double low = 0, high = rim(k1, k2);
  for (int i = 0; i < kSteps; ++i) {
    const double middle = (low + high) / 2;
    (bent(middle, k1, k2) < radius ? low : high) = middle;
  }
  const double scale = (low + high) / 2 / radius;
  return {cx + fx * x * scale, cy + fy * y * scale};
}

Point RadialLens::seen(Point straight) const {
  const double x = (straight.x - cx) / fx, y = (straight.y - cy) / fy;
  const double r2 = x * x + y * y;
  const double scale = 1 + r2 * (k1 + k2 * r2);
  return {cx + fx * x * scale, cy + fy * y * scale};
}

namespace {

template <class Map>
Box mapped(const Box& box, Map map) {
  const double middle = box.top + box.height / 2;
  const Point foot = map(box.foot());
  const double top = map(Point{box.left + box.width / 2, box.top}).y;
  const double width = map(Point{box.right(), middle}).x - map(Point{box.left, middle}).x;
  return {foot.x - width / 2, top, width, foot.y - top};
}

}  // namespace

Box RadialLens::straight(const Box& seen) const {
  if (is_straight()) return seen;
  return mapped(seen, [this](Point p) { return straight(p); });
}

Box RadialLens::seen(const Box& straight) const {
  if (is_straight()) return straight;
  return mapped(straight, [this](Point p) { return seen(p); });
}

}  // namespace sillage
