// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/perceived.h"

#include <cmath>

namespace sillage::floor::internal {

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

std::optional<CountKey> by_segment(const CountKey& once, wire::Segment segment) {
  const auto number = static_cast<std::uint64_t>(segment);
  switch (once.kind) {
    case Count::kStayInZone:
      return CountKey{Count::kSegmentZone, once.index, once.detail * wire::kSegments + number};
    case Count::kStayDuration:
      return CountKey{Count::kSegmentDuration, 0, once.detail * wire::kSegments + number};
    case Count::kStayPath:
      return CountKey{Count::kSegmentPath, static_cast<int>(number), once.detail};
    case Count::kStayJoined:
      return CountKey{Count::kSegmentJoined, once.index, number};
    case Count::kStayAbandoned:
      return CountKey{Count::kSegmentAbandoned, once.index, number};
    default:
      return std::nullopt;
  }
}

}  // namespace sillage::floor::internal
