// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "floor/measure/tally.h"
#include "floor/privacy/internal/parts.h"

namespace sillage::floor::internal {

/// Neighbouring duration classes that are shown as one.
struct DurationInterval {
  int first = 0;  ///< class
  int last = 0;   ///< class, included
  std::int64_t stays = 0;
  bool empty = true;  ///< nobody is known to have stayed so long
};

/// Cut off or not.
Part all_of(const DurationTally& stays);
DurationTally durations_of(const ZoneTally& zone);

/// Cuts the classes into intervals that cover all of them, in order. Each holds stays that ended of
/// at least k people for sure, or no stay at all, or all there are; and whole stays that sum to all
/// of them: fractions would tell how many were cut off. Requires k or more people, or no stay.
std::vector<DurationInterval> merge_durations(const DurationTally& stays, std::int64_t k);

/// Where the number of stays shorter than `shorter_than_s` is known too: joins neighbours until
/// what lies between that length and any edge of an interval is nobody or k people for sure.
void join_around(double shorter_than_s, const Part& shorter, const DurationTally& stays,
                 std::int64_t k, std::vector<DurationInterval>& intervals);

/// One figure per interval; the first begins at `shortest_s`, the last has no end. A single figure
/// over all durations, withheld, where fewer than k people are behind the stays.
void add_durations(wire::Metric metric, const std::string& scope, const DurationTally& stays,
                   std::int64_t k, double shortest_s, Figures& out);
void add_durations(wire::Metric metric, const std::string& scope,
                   const std::vector<DurationInterval>& intervals, double shortest_s, Figures& out);
/// A single figure over all durations that tells nothing.
void add_withheld_durations(wire::Metric metric, const std::string& scope, double shortest_s,
                            Figures& out);

}  // namespace sillage::floor::internal
