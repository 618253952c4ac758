// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/result.h"

namespace sillage {

/// A pair that may be matched, with a positive score. A pair occurs once.
struct Candidate {
  int row = 0;
  int column = 0;
  double score = 0;
};

/// Most cells of one dense block (doubles); 32 million are 256 MB.
inline constexpr std::size_t kMostCells = 32u << 20;

/// The one-to-one choice of candidates with the largest sum of scores: their indices, ascending.
/// Pairs that are no candidates are worth nothing, so the sparse problem falls apart into connected
/// blocks, which are solved one by one. kExhausted where a block is larger than kMostCells.
Result<std::vector<int>> best_matching(std::span<const Candidate> candidates, int rows,
                                       int columns);

}  // namespace sillage
