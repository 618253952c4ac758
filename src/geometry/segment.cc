// SPDX-License-Identifier: Apache-2.0
#include "geometry/segment.h"

#include <algorithm>

namespace sillage {
namespace {

bool within_bounds(const Segment& s, Point p) {
  return p.x >= std::min(s.from.x, s.to.x) && p.x <= std::max(s.from.x, s.to.x) &&
         p.y >= std::min(s.from.y, s.to.y) && p.y <= std::max(s.from.y, s.to.y);
}

int side(const Segment& s, Point p) {
  const double value = cross(s.to - s.from, p - s.from);
  return value > 0 ? 1 : value < 0 ? -1 : 0;
}

}  // namespace

bool intersects(const Segment& a, const Segment& b) {
  const int b_from = side(a, b.from), b_to = side(a, b.to);
  const int a_from = side(b, a.from), a_to = side(b, a.to);
  if (b_from != b_to && a_from != a_to) return true;
  return (b_from == 0 && within_bounds(a, b.from)) || (b_to == 0 && within_bounds(a, b.to)) ||
         (a_from == 0 && within_bounds(b, a.from)) || (a_to == 0 && within_bounds(b, a.to));
}

}  // namespace sillage
