// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "floor/measure/tally.h"
#include "floor/privacy/internal/overlaps.h"
#include "floor/privacy/internal/parts.h"
#include "floor/privacy/share_correction.h"

namespace sillage::floor::internal {

/// Visits of one day by segment: numbers only, each body once per stay. Everything is told per day,
/// so no bin can be taken from it.
class SegmentDay {
 public:
  /// `hour`: of the store's time, in which the bin begins.
  void add(const SegmentTally& tally, int hour);

  /// Corrected counts. Every number behind a figure, as cameras have answered, is that of k bodies
  /// or more: cells of a table (hours, classes) are joined with their neighbours until each has k
  /// of feminine and of masculine, and nobody or k of unknown; paths among the others; a table that
  /// cannot be told so is withheld as a whole. So no difference within a table is of fewer either;
  /// nor between the visits, a zone's, and those of its paths and its queue; nor between those of
  /// two zones of which one lies in the other.
  void add_figures(std::int64_t k, const Audits& audits, const Overlaps& overlaps,
                   Figures& out) const;

  void save(ByteWriter& out) const;
  void load(ByteReader& in);

 private:
  using Paths = std::vector<std::pair<std::vector<ZoneId>, SegmentCounts>>;
  std::set<ZoneId> zones_to_tell(std::int64_t k, const Overlaps& overlaps) const;
  /// Of zones that are told, each with a little from the others (shares_of_parts()).
  std::map<ZoneId, CorrectedCounts> zone_visits(const std::set<ZoneId>& told_zones,
                                                const Audits& audits) const;
  Paths paths_to_tell(std::int64_t k, const std::set<ZoneId>& told_zones) const;

  static constexpr int kHours = 26;  ///< the longest day, and its double hour

  std::array<SegmentCounts, kHours> hours_{};
  std::array<SegmentCounts, kDwellClasses> durations_{};
  std::map<ZoneId, std::array<SegmentCounts, kDwellClasses>> zones_;
  std::map<std::vector<ZoneId>, SegmentCounts> paths_;
  std::map<ZoneId, SegmentCounts> joined_, abandoned_;
};

}  // namespace sillage::floor::internal
