// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/time.h"

namespace sillage::govern::documents {

/// A part of the running program.
struct Component {
  std::string name;
  std::string version;
  std::string file;     ///< the loaded library
  std::string package;  ///< "deb:libcairo2", "npm:onnxruntime-node", or empty
};

/// Every shared library that this process has loaded, with the package that it came in.
std::vector<Component> components();
/// Of these, the ones that no package owns: nobody listed them.
std::vector<std::string> unlisted_libraries();
/// A bill of materials, SPDX 2.3 JSON.
std::string bill_of_materials(const std::string& version, Instant now);

}  // namespace sillage::govern::documents
