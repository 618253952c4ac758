// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "base/result.h"

namespace sillage::app {

/// Data, to stdout; fails where it cannot be written (a full disk, a closed pipe).
Result<void> print(std::string_view text);
/// Indented JSON and a line break, to stdout.
Result<void> print_json(const nlohmann::ordered_json& json);
/// A message for the person, to stderr.
void message(std::string_view text);

}  // namespace sillage::app
