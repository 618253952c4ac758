// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "config/store_config.h"
#include "floor/measure/tally.h"
#include "floor/privacy/internal/overlaps.h"
#include "floor/privacy/internal/parts.h"

namespace sillage::floor::internal {

// Figures, protected. Each function appends to `out`.

/// Entries, exits, occupancy, passers-by and objections of the whole store, exact; no entries and
/// exits without lines.
void add_totals(const BinTally& tally, Figures& out);
/// Entries and exits per line, as partitions of the totals.
void add_lines(const BinTally& tally, std::int64_t k, Figures& out);
/// Visits and dwell classes per zone. Zones of few people share one figure with the like of their
/// group; of two zones that overlap the inner one is withheld where their difference is few people.
void add_zones(const BinTally& tally, const config::StoreConfig& store, const Overlaps& overlaps,
               Figures& out);
/// Shoppers' seconds per second of staff: shown only where k of either are behind it.
void add_ratios(const BinTally& tally, std::int64_t k, Figures& out);
/// Visits and buying units; nothing without lines.
void add_visits(const BinTally& tally, std::int64_t k, Figures& out);
void add_queues(const BinTally& tally, std::int64_t k, Figures& out);
/// Heat, on cells as fine as k and `most_figures` allow.
void add_heat(const BinTally& tally, std::int64_t k, std::size_t most_figures, Figures& out);

// Of a day: too few people are behind them in a bin.

/// The timed visits, and how long they were.
void add_visit_lengths(const VisitTally& visits, const config::StoreConfig& store, Figures& out);
/// What the timed visits reached: services, zones, steps of funnels.
void add_visit_parts(const BinTally& tally, const config::StoreConfig& store, Figures& out);
/// Transitions between zones; nothing with fewer than two zones.
void add_flows(const BinTally& tally, std::int64_t k, Figures& out);

}  // namespace sillage::floor::internal
