// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/internal/field.h"
#include "config/internal/problems.h"

namespace sillage::config::internal {

/// One table of the file with every value of the right type and within its range.
struct Table {
  std::string subject;  ///< "zone 'tills'", as messages call it
  Position at;
  Values values;
  std::vector<Table> children;  ///< a camera's calibration, if it has one

  /// Where the key stands, or the table where it is left out.
  Position where(std::string_view key) const;
};

/// The tables by section, in the order of the file; values that were wrong are left out and
/// reported.
using Document = std::map<std::string, std::vector<Table>, std::less<>>;

/// Reads TOML against the table of fields: syntax, unknown keys, types, ranges, missing keys.
Document read_document(std::string_view toml, Problems& problems);

}  // namespace sillage::config::internal
