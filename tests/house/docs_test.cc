// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <regex>

#include <gtest/gtest.h>

#include "tests/house/tree.h"

namespace sillage::house {
namespace {

TEST(Docs, LinksLeadSomewhere) {
  const std::regex link(R"(\]\(([^)\s]+)\))");
  int checked = 0;
  for (const SourceFile& file : tree()) {
    if (file.extension() != "md") continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const std::string& line = file.lines[i];
      for (std::sregex_iterator match(line.begin(), line.end(), link), end; match != end; ++match) {
        std::string target = (*match)[1];
        if (target.starts_with("http") || target.starts_with("#") ||
            target.starts_with("mailto:")) {
          continue;
        }
        target = target.substr(0, target.find('#'));
        const auto path =
            (std::filesystem::path(file.path).parent_path() / target).lexically_normal();
        EXPECT_TRUE(exists(path.generic_string()))
            << file.path << ":" << i + 1 << " links to " << target << ", which does not exist";
        ++checked;
      }
    }
  }
  EXPECT_GT(checked, 10);
}

TEST(Docs, ReadmeNamesBothCommands) {
  std::string readme;
  for (const SourceFile& file : tree()) {
    if (file.path != "README.md") continue;
    for (const std::string& line : file.lines) readme += line + "\n";
  }
  EXPECT_NE(readme.find("make demo"), std::string::npos);
  EXPECT_NE(readme.find("make test"), std::string::npos);
}

TEST(Docs, EveryDecisionHasItsParts) {
  const std::vector<std::string> parts{"Status", "Context", "Decision", "Consequences",
                                       "Alternatives"};
  int decisions = 0;
  for (const SourceFile& file : tree()) {
    if (!file.under("docs/adr") || file.path.ends_with("README.md")) continue;
    ++decisions;
    for (const std::string& part : parts) {
      EXPECT_TRUE(std::any_of(
          file.lines.begin(), file.lines.end(),
          [&](const std::string& line) { return line.find(part) != std::string::npos; }))
          << file.path << " lacks '" << part << "'";
    }
  }
  EXPECT_GE(decisions, 3);
}

}  // namespace
}  // namespace sillage::house
