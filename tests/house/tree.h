// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace sillage::house {

/// One text file of the repository, as git tracks it (or would, were it added).
struct SourceFile {
  std::string path;  ///< from the root of the repository, with '/'
  std::vector<std::string> lines;
  std::string extension() const;                ///< "cc"
  bool under(const std::string& folder) const;  ///< "src/eye"
};

/// All text files that belong to the repository: everything below its root but build results,
/// caches and fetched packages.
const std::vector<SourceFile>& tree();

/// True if the path exists in the repository.
bool exists(const std::string& path);

/// The quoted includes of a file: "eye/track/tracker.h".
std::vector<std::string> includes_of(const SourceFile& file);

}  // namespace sillage::house
