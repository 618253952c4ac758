// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <random>
#include <vector>

#include "config/store_config.h"
#include "floor/measure/tally.h"

namespace sillage::floor::internal {

/// Somebody of whom the tests know everything; the door sees only the tally.
struct Visitor {
  std::vector<int> path;      ///< zones visited
  std::vector<bool> exposed;  ///< per zone: set foot in it
  double duration_s = 0;
};

ZoneId zone_id(int zone);

/// A store with zones 0 to `zones` - 1, of which the last two are service points, and funnels.
config::StoreConfig store_of(int zones);

/// Visitors of whom most go a few popular ways.
std::vector<Visitor> some_visitors(std::mt19937_64& random, int number, int zones);

/// What a bin holds if exactly these came, stayed and left in it.
BinTally tally_of(const std::vector<Visitor>& visitors, const config::StoreConfig& store);

/// True if the funnel's first zones come in this order in the path, others in between or not.
bool went_through(const std::vector<int>& path, const std::vector<ZoneId>& zones);

}  // namespace sillage::floor::internal
