// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "tests/house/tree.h"

namespace sillage::house {
namespace {

constexpr std::size_t kHardLimit = 800;
constexpr std::size_t kMedianLimit = 130;

bool is_code(const SourceFile& file) {
  static const std::set<std::string> kCode{"h", "cc", "ts", "tsx", "css"};
  return kCode.contains(file.extension());
}

TEST(Files, StayShort) {
  std::vector<std::size_t> lengths;
  for (const SourceFile& file : tree()) {
    if (!is_code(file)) continue;
    EXPECT_LE(file.lines.size(), kHardLimit) << file.path << ": split it";
    lengths.push_back(file.lines.size());
  }
  ASSERT_FALSE(lengths.empty());
  std::nth_element(lengths.begin(), lengths.begin() + lengths.size() / 2, lengths.end());
  EXPECT_LE(lengths[lengths.size() / 2], kMedianLimit) << "the median file is too long";
}

TEST(Files, NameTheirLicence) {
  static const std::set<std::string> kCommented{"h", "cc", "cmake", "py", "ts", "tsx", "css", "sh"};
  for (const SourceFile& file : tree()) {
    const bool script = !file.lines.empty() && file.lines.front().starts_with("#!");
    if (!kCommented.contains(file.extension()) && !script) continue;
    const auto end = file.lines.begin() + std::min<std::size_t>(5, file.lines.size());
    EXPECT_TRUE(std::any_of(file.lines.begin(), end,
                            [](const std::string& line) {
                              return line.find("SPDX-License-Identifier: Apache-2.0") !=
                                     std::string::npos;
                            }))
        << file.path << ": add 'SPDX-License-Identifier: Apache-2.0' in the first lines";
  }
}

TEST(Files, AreNotLargerThanFiveMegabytes) {
  namespace fs = std::filesystem;
  for (const fs::path folder : {"src", "models", "docs", "examples", "tests", "bench", "scripts"}) {
    const fs::path root = fs::path(SILLAGE_SOURCE_DIR) / folder;
    if (!fs::exists(root)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
      if (entry.is_regular_file()) {
        EXPECT_LE(entry.file_size(), 5u << 20) << entry.path();
      }
    }
  }
}

TEST(Files, EveryLibraryFolderSaysWhatItIs) {
  for (const SourceFile& file : tree()) {
    if (!file.under("src") || !file.path.ends_with("/CMakeLists.txt")) continue;
    const std::string folder = file.path.substr(0, file.path.rfind('/'));
    EXPECT_TRUE(exists(folder + "/README.md")) << folder << " needs a README.md";
  }
}

TEST(Files, HeadersGuardThemselves) {
  for (const SourceFile& file : tree()) {
    if (file.extension() != "h") continue;
    EXPECT_TRUE(std::find(file.lines.begin(), file.lines.end(), "#pragma once") != file.lines.end())
        << file.path;
  }
}

/// Claims that we never make, and lock files that would tie us to one registry.
TEST(Files, SayNothingThatWeDoNotMean) {
  const std::regex claim(R"(GDPR[- ]certified|100 ?% anonymous|no personal data (is|are))",
                         std::regex::icase);
  const std::regex denial(R"(never|not |false)", std::regex::icase);
  for (const SourceFile& file : tree()) {
    if (file.path == "tests/house/files_test.cc") continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const std::string& line = file.lines[i];
      EXPECT_FALSE(std::regex_search(line, claim) && !std::regex_search(line, denial))
          << file.path << ":" << i + 1 << ": " << line;
      if (file.path.ends_with("package-lock.json")) {
        EXPECT_EQ(line.find("\"resolved\": \"http"), std::string::npos)
            << file.path << ":" << i + 1;
      }
    }
  }
}

}  // namespace
}  // namespace sillage::house
