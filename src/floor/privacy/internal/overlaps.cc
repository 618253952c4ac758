// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/overlaps.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sillage::floor::internal {
namespace {

constexpr int kSamples = 24;  ///< on each side of the box around a zone

struct Box {
  Point low{std::numeric_limits<double>::max(), std::numeric_limits<double>::max()};
  Point high{std::numeric_limits<double>::lowest(), std::numeric_limits<double>::lowest()};
};

Box box_of(const Polygon& area) {
  Box box;
  for (const Point& corner : area.corners()) {
    box.low = {std::min(box.low.x, corner.x), std::min(box.low.y, corner.y)};
    box.high = {std::max(box.high.x, corner.x), std::max(box.high.y, corner.y)};
  }
  return box;
}

bool touch(const Box& a, const Box& b) {
  return a.low.x < b.high.x && b.low.x < a.high.x && a.low.y < b.high.y && b.low.y < a.high.y;
}

bool lies_mostly_in(const Polygon& part, const Polygon& whole) {
  const Box box = box_of(part);
  if (!touch(box, box_of(whole))) return false;
  int inside = 0, shared = 0;
  for (int i = 0; i < kSamples * kSamples; ++i) {
    const double across = (i % kSamples + 0.5) / kSamples, along = (i / kSamples + 0.5) / kSamples;
    const Point at{std::lerp(box.low.x, box.high.x, across),
                   std::lerp(box.low.y, box.high.y, along)};
    if (!part.contains(at)) continue;
    ++inside;
    shared += whole.contains(at) ? 1 : 0;
  }
  return 2 * shared >= inside && shared > 0;
}

}  // namespace

Overlaps overlaps_of(const config::StoreConfig& store) {
  Overlaps overlaps;
  for (const config::Zone& whole : store.zones) {
    for (const config::Zone& part : store.zones) {
      if (whole.id != part.id && lies_mostly_in(part.area, whole.area)) {
        overlaps.emplace(whole.id, part.id);
      }
    }
  }
  return overlaps;
}

}  // namespace sillage::floor::internal
