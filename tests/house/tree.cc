// SPDX-License-Identifier: Apache-2.0
#include "tests/house/tree.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

#include "base/files.h"

namespace sillage::house {
namespace {

namespace fs = std::filesystem;

/// Folders of other people's or generated files, wherever they lie.
const std::set<std::string> kNotOurs{".git", "build", "node_modules", ".cache", "out", "dist"};
const std::set<std::string> kBinary{".onnx", ".png", ".mp4", ".avi", ".jpg", ".pt", ".bin"};

std::vector<SourceFile> read_tree() {
  std::vector<SourceFile> files;
  const fs::path root(SILLAGE_SOURCE_DIR);
  for (auto entry = fs::recursive_directory_iterator(root); entry != fs::end(entry); ++entry) {
    const fs::path relative = fs::relative(entry->path(), root);
    if (entry->is_directory() && kNotOurs.contains(relative.filename().string())) {
      entry.disable_recursion_pending();
      continue;
    }
    if (!entry->is_regular_file() || kBinary.contains(relative.extension().string())) continue;
    const auto content = read_file(entry->path());
    if (!content) continue;
    SourceFile file{relative.generic_string(), {}};
    std::istringstream in(*content);
    for (std::string line; std::getline(in, line);) file.lines.push_back(line);
    files.push_back(std::move(file));
  }
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

}  // namespace

std::string SourceFile::extension() const {
  const std::string dotted = fs::path(path).extension().string();
  return dotted.empty() ? "" : dotted.substr(1);
}

bool SourceFile::under(const std::string& folder) const { return path.starts_with(folder + "/"); }

const std::vector<SourceFile>& tree() {
  static const std::vector<SourceFile> files = read_tree();
  return files;
}

bool exists(const std::string& path) {
  std::error_code ignored;
  return fs::exists(fs::path(SILLAGE_SOURCE_DIR) / path, ignored);
}

std::vector<std::string> includes_of(const SourceFile& file) {
  std::vector<std::string> includes;
  const std::string start = "#include \"";
  for (const std::string& line : file.lines) {
    if (!line.starts_with(start)) continue;
    includes.push_back(line.substr(start.size(), line.rfind('"') - start.size()));
  }
  return includes;
}

}  // namespace sillage::house
