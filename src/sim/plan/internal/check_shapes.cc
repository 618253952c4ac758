// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/internal/check_shapes.h"

#include <algorithm>
#include <cmath>

#include "geometry/polygon.h"
#include "geometry/segment.h"
#include "sim/plan/solids.h"

namespace sillage::sim::internal {
namespace {

constexpr double kTouchM = 0.02;

double depth_in(const Polygon& polygon, Point p) {
  return polygon.contains(p) ? polygon.distance_to_edge(p) : -polygon.distance_to_edge(p);
}

/// True if a corner, the middle of an edge or the inside of `a` lies in `b`.
bool reaches_into(const Corners& a, const Polygon& b) {
  for (std::size_t i = 0, j = a.size() - 1; i < a.size(); j = i++) {
    if (depth_in(b, a[i]) > kTouchM || depth_in(b, (a[i] + a[j]) * 0.5) > kTouchM) return true;
  }
  return depth_in(b, interior_point(a)) > kTouchM;
}

/// True if the edges cross clearly, not at their ends.
bool cross_clearly(const Segment& a, const Segment& b) {
  const double a_from = b.signed_distance(a.from), a_to = b.signed_distance(a.to);
  const double b_from = a.signed_distance(b.from), b_to = a.signed_distance(b.to);
  const auto apart = [](double p, double q) {
    return p * q < 0 && std::abs(p) > kTouchM && std::abs(q) > kTouchM;
  };
  return apart(a_from, a_to) && apart(b_from, b_to);
}

}  // namespace

bool overlap(const Corners& a, const Corners& b) {
  const auto first = Polygon::create(a), second = Polygon::create(b);
  if (!first || !second) return false;
  for (std::size_t i = 0, j = a.size() - 1; i < a.size(); j = i++) {
    for (std::size_t k = 0, l = b.size() - 1; k < b.size(); l = k++) {
      if (cross_clearly({a[j], a[i]}, {b[l], b[k]})) return true;
    }
  }
  return reaches_into(a, *second) || reaches_into(b, *first);
}

bool holds(const Corners& area, Point p, double slack_m) {
  const auto polygon = Polygon::create(area);
  return polygon && depth_in(*polygon, p) >= -slack_m;
}

bool holds(const Corners& area, Point from, Point to, double slack_m) {
  const int steps = std::max(1, static_cast<int>(distance(from, to) / 0.05));
  const auto polygon = Polygon::create(area);
  if (!polygon) return false;
  for (int i = 0; i <= steps; ++i) {
    if (depth_in(*polygon, from + (to - from) * (1.0 * i / steps)) < -slack_m) return false;
  }
  return true;
}

}  // namespace sillage::sim::internal
