// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "config/store_config.h"
#include "desk/store/records.h"

namespace sillage::desk {

/// What the desk has to know of a store besides its figures.
struct Installation {
  config::StoreConfig store;
  std::vector<Point> outline;  ///< walls, for the plan; may be empty
  bool demonstration = false;  ///< its figures are of no real store
  Instant valid_from;          ///< of lines and zones, where the database knows none yet
  /// What people set up reaches the configuration (DeskOptions::publish), so that it is always right.
  bool is_right = false;
};

/// Writes it into the database, if it is not there already: settings, cameras, plan, and lines and
/// zones as a version of their own where they differ from those in force. What people have set up
/// on the dashboard stays, unless the configuration is always right.
Result<void> install(Records& records, const Installation& installation, Instant now);

}  // namespace sillage::desk
