// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/result.h"
#include "config/store_config.h"
#include "desk/serve/setup_tools.h"

namespace sillage::app {

/// Lets one simulated person walk over the lines and zones of a store, at 1.2 m/s, with 8 s of standing
/// at each point between the first and the last, and tells what the floor counts of it. Nobody real is
/// in it, and nothing is released.
Result<desk::WalkCounts> walk_through(const config::StoreConfig& store,
                                      const std::vector<Point>& route);

}  // namespace sillage::app
