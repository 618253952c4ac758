// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/perceived.h"

#include <cmath>

namespace sillage::floor {

void Perceived::add(wire::Evidence evidence) {
  if (looks_ >= kMostLooks) return;
  sum_ += evidence.feminine;
  ++looks_;
}

wire::Segment Perceived::segment() const {
  if (looks_ == 0) return wire::Segment::kUnknown;
  const double together = sum_ / (16 * (1 + (looks_ - 1) * kCorrelation));
  if (std::abs(together) < kCertain) return wire::Segment::kUnknown;
  return together > 0 ? wire::Segment::kFeminine : wire::Segment::kMasculine;
}

}  // namespace sillage::floor
