// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/perceived.h"

#include <cmath>

namespace sillage::floor {

void Perceived::add(wire::Evidence evidence) {
  if (looks_ >= kMostLooks) return;
  sum_ += evidence.feminine;
  ++looks_;
}

double Perceived::mean() const { return looks_ > 0 ? sum_ / 16.0 / looks_ : 0; }

double Perceived::weight() const {
  return looks_ > 0 ? looks_ / (1 + (looks_ - 1) * kCorrelation) : 0;
}

wire::Segment Perceived::segment(double middle, double certain) const {
  if (looks_ == 0) return wire::Segment::kUnknown;
  const double together = weight() * (mean() - middle);
  if (std::abs(together) < certain) return wire::Segment::kUnknown;
  return together > 0 ? wire::Segment::kFeminine : wire::Segment::kMasculine;
}

}  // namespace sillage::floor
