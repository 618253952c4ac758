// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "wire/sighting.h"

namespace sillage::desk::internal {

struct BadgeWords {
  std::string_view title;
  std::vector<std::string_view> paragraphs;
  std::string_view print;  ///< how to print it; {} is the width of the mark in mm
};

/// Nothing for a language that we do not speak.
std::optional<BadgeWords> badge_words(wire::Badge badge, std::string_view language);

}  // namespace sillage::desk::internal
