// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/internal/sections.h"

namespace sillage::config::internal {

/// "text", "number", "[x, y]", ...
std::string_view describe_type(Type type);
/// "0 to 60 s", "one of a, b"; empty where all is allowed.
std::string describe_range(const Field& field);
/// "Required." or "Default: 2." or "Left out: the id."
std::string describe_default(const Field& field);
/// Range and default as sentences, for a comment.
std::string describe_value(const Field& field);
/// " At most 64." for lists.
std::string describe_count(const Section& section);

std::vector<std::string> words_of(std::string_view text);

}  // namespace sillage::config::internal
