// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "desk/figures/figures.h"

namespace sillage::desk {

/// Shares of one scope's visits by segment; they sum to 1 where they are told.
using SegmentShares = std::array<Number, wire::kSegments>;

/// From corrected counts of days (kSegmentVisits, kSegmentZoneVisits). Intervals of days are added
/// up as if all days erred alike, since they share one audit: too wide rather than too narrow.
SegmentShares segment_shares(const Sums& sums, const std::string& scope, const Ground& ground);

/// The same for a part of the store's visits: those that ended at some hours, or took one path.
struct SegmentPart {
  double from_h = 0, to_h = 0;
  std::string way;  ///< as wire::way_text writes it
  SegmentShares shares;
};
/// Of kSegmentHours in the order of hours, or of kSegmentPaths, the most taken first. What days
/// told in other hours stands apart.
std::vector<SegmentPart> segment_parts(const Sums& sums, const Ground& ground);

/// How much longer feminine-presenting visitors stay than masculine-presenting ones.
struct DwellDifference {
  std::string zone;
  double feminine_s = 0, masculine_s = 0;  ///< geometric means
  double change = 0;                       ///< feminine / masculine - 1
  double low = 0, high = 0;                ///< 95 % interval of `change`
  bool differs() const { return low > 0 || high < 0; }
};
/// Of the zone's dwell by class (kSegmentDwell, or kSegmentDurations with an empty zone). Nothing
/// where either segment has fewer than 30 stays or fewer than two classes are told.
std::optional<DwellDifference> dwell_difference(const Sums& sums, const std::string& zone);

/// The same for the share of joined people who gave up: feminine less masculine, in shares of 1.
struct ShareDifference {
  std::string zone;
  double feminine = 0, masculine = 0, difference = 0, low = 0, high = 0;
  bool differs() const { return low > 0 || high < 0; }
};
std::optional<ShareDifference> abandonment_difference(const Sums& joined, const Sums& abandoned,
                                                      const std::string& zone);

}  // namespace sillage::desk
