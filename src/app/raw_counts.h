// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "app/setup.h"
#include "eval/counting.h"
#include "floor/measure/tally.h"

namespace sillage::app {

/// What the floor counted on recordings before the privacy door. For `sillage eval` alone:
/// evaluation of files, never of a store. `words` as in inputs.h. The recordings are watched once,
/// and what the eyes say goes to a floor of each of the link levels (at least one); a list of bins
/// each.
Result<std::vector<std::vector<floor::BinTally>>> tally_recordings(
    Setup& setup, const std::vector<std::string>& words, const std::vector<int>& levels);

/// The same per line and zone, to compare with a count by hand.
Result<eval::CountTruth> count_recordings(Setup& setup, const std::vector<std::string>& words);

}  // namespace sillage::app
