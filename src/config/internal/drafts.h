// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "config/internal/sections.h"

namespace sillage::config::internal {

struct Written {
  Field field;
  Value value;
};

/// A table as it is written to a file: the fields in the order of the description.
struct WrittenTable {
  std::string path;  ///< "camera.calibration"
  bool in_list = false;
  std::vector<Written> fields;
};

/// The effective configuration as tables, every default filled in; a calibration follows its
/// camera. The reverse of `assemble`.
std::vector<WrittenTable> to_tables(const StoreConfig& config);

}  // namespace sillage::config::internal
