// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "floor/measure/tally.h"

namespace sillage::floor::internal {

/// Most different paths that are told apart in a day; visits with further ones are among the
/// others.
inline constexpr std::size_t kMostPaths = 65'536;

/// Adds what is told of whole days: timed visits and their parts, flows, paths, visits of zones.
/// People of the sum are different ones as far as bodies are: each visit ends in one bin; whoever
/// comes again into a zone, or goes the same way again, is nobody new.
void add_to_sum(const BinTally& bin, BinTally& sum);

void save_sum(const BinTally& sum, ByteWriter& out);
/// Nothing of `in` is trusted to be of a sound length.
void load_sum(ByteReader& in, BinTally& sum);

}  // namespace sillage::floor::internal
