// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include <toml++/toml.h>

#include "config/internal/field.h"
#include "config/internal/problems.h"

namespace sillage::config::internal {

template <class Sourced>
Position position_of(const Sourced& item) {
  return {item.source().begin.line, item.source().begin.column};
}

/// "a whole number", "text", ...: what stands there, for messages.
std::string_view name_of(const toml::node& node);

/// The node as the field's type, within its range; nothing if it is wrong, which is reported.
std::optional<Value> read_value(const toml::node& node, const Field& field,
                                std::string_view subject, Problems& problems);

}  // namespace sillage::config::internal
