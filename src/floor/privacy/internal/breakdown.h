// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "floor/measure/tally.h"
#include "wire/release.h"

namespace sillage::floor::internal {

// The figures of one bin, protected. Each function appends to `out`. With `observed` false nothing
// was seen and every value is null.

/// Entries, exits and occupancy of the whole store, exact; no entries and exits without lines.
void add_totals(const BinTally& tally, bool observed, std::vector<wire::Figure>& out);
/// Entries and exits per line, as partitions of the totals.
void add_lines(const BinTally& tally, std::int64_t k, bool observed,
               std::vector<wire::Figure>& out);
/// Visits and dwell classes per zone.
void add_zones(const BinTally& tally, std::int64_t k, double shortest_stay_s, bool observed,
               std::vector<wire::Figure>& out);
/// Heat, on cells as fine as k and `most_figures` allow.
void add_heat(const BinTally& tally, std::int64_t k, std::size_t most_figures,
              std::vector<wire::Figure>& out);

}  // namespace sillage::floor::internal
