// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "config/store_config.h"
#include "sim/plan/plan.h"

namespace sillage::sim {

/// Reads and checks `plan.toml` in a folder (or the file itself). All errors are kConfiguration,
/// list every problem of the file, one a line, and name the line, the element ("door 'main'") and
/// what to do. A plan that is given back can be simulated: everybody can reach what they need.
Result<Plan> load(const std::filesystem::path& folder);
/// The same from text; `name` stands for the file in messages.
Result<Plan> parse(std::string_view toml, std::string_view name);

/// docs/reference/plan.md, made from the same table of keys as the reader.
std::string plan_reference();

/// What Sillage would be told of this store: its cameras with their true calibration (without lens
/// distortion), its lines and zones; fitting and staff rooms as zones of those types.
config::StoreConfig store_config_of(const Plan& plan);

}  // namespace sillage::sim
