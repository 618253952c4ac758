// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "floor/measure/internal/count_key.h"
#include "floor/measure/internal/plan.h"

namespace sillage::floor::internal {

/// Where a key stands in a tally; null where it has no such number there.
struct Slots {
  std::int64_t* amount = nullptr;
  std::int64_t* people = nullptr;
};

/// Of every key but heat, kReturn and kPossibleFlow's people.
Slots slots_of(BinTally& tally, const Plan& plan, const CountKey& key);

/// A tally that holds everything configured, with nothing counted.
BinTally empty_tally(const Plan& plan);

}  // namespace sillage::floor::internal
