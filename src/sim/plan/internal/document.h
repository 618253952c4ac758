// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/plan/internal/keys.h"
#include "sim/plan/internal/problems.h"

namespace sillage::sim::internal {

inline constexpr std::size_t kMaxFileBytes = 1u << 20;

/// One table of the file with every value of the right type and within its range.
struct Table {
  std::string subject;  ///< "till 'till-1'", as messages call it
  Values values;
  bool has(std::string_view key) const { return values.contains(key); }
};

/// The tables by section, in the order of the file; wrong values are left out and reported.
using Document = std::map<std::string, std::vector<Table>, std::less<>>;

/// Reads TOML against the table of keys: syntax, unknown keys, types, ranges, missing keys, ids
/// that are there twice.
Document read_document(std::string_view toml, Problems& problems);

}  // namespace sillage::sim::internal
