// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sillage::govern::documents {

/// A sentence that must not be said of this product: untrue, or more than anybody has shown.
struct Claim {
  std::size_t line = 0;  ///< from 1
  std::string text;      ///< what was found
  std::string why;       ///< why not, and what to say instead
};

/// Looks through a text in English, French or German. A line that denies the claim ("never write
/// ...") is none.
std::vector<Claim> find_claims(std::string_view text);

}  // namespace sillage::govern::documents
