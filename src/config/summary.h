// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "config/store_config.h"

namespace sillage::config {

/// What a checked configuration holds, one line per camera (with its calibration and how well the
/// floor points agree), line and zone, for people. Ends in "ok".
std::string summary(const StoreConfig& config);

}  // namespace sillage::config
