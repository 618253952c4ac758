// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include <toml++/toml.h>

#include "sim/plan/internal/keys.h"
#include "sim/plan/internal/problems.h"

namespace sillage::sim::internal {

/// What the node is, in words: "text", "a list", ...
std::string_view name_of(const toml::node& node);

/// The value if it suits the field; otherwise nothing, and a problem that names key and line.
std::optional<Value> read_value(const toml::node& node, const Field& field,
                                std::string_view subject, Problems& problems);

}  // namespace sillage::sim::internal
