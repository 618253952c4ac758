// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "floor/measure/tally.h"

namespace sillage::floor::internal {

/// Neighbouring duration classes that are shown as one.
struct DwellInterval {
  int first = 0;  ///< class
  int last = 0;   ///< class, included
  std::int64_t visits = 0;
  bool empty = true;  ///< nobody stayed so long
};

/// Stays per class if none had been cut off: the mass of each censored stay goes in equal parts to
/// the longer stays, as in the redistribute-to-the-right form of the Kaplan-Meier estimate (Efron,
/// Proc. 5th Berkeley Symp. 4, 1967); the longest stays keep theirs. Within a class, completed
/// stays come before censored ones. The sum is that of all stays.
std::array<double, kDwellClasses> redistribute(const ZoneTally& zone);

/// Cuts the classes into intervals that cover all of them, in order. Each holds at least k people
/// for sure (see guaranteed_people) or no stay at all, and whole visits that sum to `zone.visits`:
/// fractions would tell how many stays were cut off. Requires k or more people in the zone, or no
/// visit.
std::vector<DwellInterval> merge_dwell(const ZoneTally& zone, std::int64_t k);

}  // namespace sillage::floor::internal
