// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <utility>

#include "config/store_config.h"

namespace sillage::floor::internal {

/// Zones of which at least half lies in another: who is in the second of a pair is mostly in the
/// first as well, so that their difference may be a few people.
using Overlaps = std::set<std::pair<ZoneId, ZoneId>>;
Overlaps overlaps_of(const config::StoreConfig& store);

}  // namespace sillage::floor::internal
