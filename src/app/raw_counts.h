// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/setup.h"
#include "eval/counting.h"

namespace sillage::app {

/// What the floor counted on one recording before the privacy door, per line and zone, to compare
/// with a count by hand. For `sillage eval count` alone: evaluation of a file, never of a store.
Result<eval::CountTruth> count_recording(Setup& setup, const std::string& file);

}  // namespace sillage::app
