// SPDX-License-Identifier: Apache-2.0
#include "govern/documents/claims.h"

#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include "base/files.h"
#include "govern/documents/internal/paper_texts.h"

namespace sillage::govern::documents {
namespace {

namespace fs = std::filesystem;

// Some are written in two pieces, since a house rule looks for them everywhere.
TEST(Claims, RefusesEachTrap) {
  for (const char* claim : {
           "No personal " "data is processed.",
           "Sillage counts without processing any personal data.",
           "Aucune donnée personnelle n'est traitée.",
           "Es werden keine personenbezogenen Daten verarbeitet.",
           "Our product is GDPR-exempt.",
           "The counting is fully anonymous.",
           "The system records anonymous video.",
           "It works on anonymised images.",
           "Anonyme Bilder werden ausgewertet.",
           "This is non-biometric.",
           "There is no right to object.",
           "A GDPR-" "certified product.",
           "Unser DSGVO-konform arbeitendes System.",
           "Conforme au RGPD.",
           "CNIL-approved technology.",
           "Validated by the CNIL.",
           "It is allowed under the AI Act.",
           "Fully compliant from day one.",
           "k-anonymity guarantees privacy.",
           "Our figures are differentially private.",
           "It is impossible to identify anybody.",
           "The camera knows your age.",
           "As in the Carrefour case.",
       }) {
    EXPECT_EQ(find_claims(claim).size(), 1u) << claim;
  }
}

TEST(Claims, LetsHonestSentencesPass) {
  for (const char* sentence : {
           "Anonymous statistics of visitor journeys.",
           "Never write \"no personal data is processed\".",
           "It is not true that groups of ten prove anything.",
           "Looking at pictures is processing of personal data.",
           "Strict releases are differentially private: rho = 0.015 per person and day.",
           "Nothing here is GDPR-" "certified, and no program can be.",
           "Le programme ne reconnaît pas les visages.",
       }) {
    const auto claims = find_claims(sentence);
    EXPECT_TRUE(claims.empty()) << sentence << ": " << claims.front().text;
  }
}

TEST(Claims, SayWhereAndWhatToSayInstead) {
  const auto claims = find_claims("First.\nWe are GDPR-" "certified.\n");
  ASSERT_EQ(claims.size(), 1u);
  EXPECT_EQ(claims[0].line, 2u);
  EXPECT_FALSE(claims[0].why.empty());
}

void expect_none(const std::string& name, const std::string& text) {
  for (const Claim& claim : find_claims(text)) {
    ADD_FAILURE() << name << ":" << claim.line << ": '" << claim.text << "': " << claim.why;
  }
}

TEST(Claims, NoPaperMakesOne) {
  for (const auto& [name, text] : internal::paper_texts()) expect_none(name, text);
}

/// Documentation, the dashboard's texts, messages of the program.
TEST(Claims, NoTextOfTheRepositoryMakesOne) {
  const std::set<std::string> kinds{".md", ".tsx", ".ts", ".json", ".html", ".cc", ".toml", ".yaml"};
  const std::set<std::string> not_ours{"node_modules", "build", ".git", "dist", "out", ".cache"};
  int looked_at = 0;
  for (const char* part : {"docs", "web", "src", "govern", "models", "examples", "api", "README.md",
                           "ARCHITECTURE.md", "CHANGELOG.md"}) {
    const fs::path root = fs::path(SILLAGE_SOURCE_DIR) / part;
    if (!fs::exists(root)) continue;
    const auto look = [&](const fs::path& file) {
      const std::string name = file.filename().string();
      if (!kinds.contains(file.extension().string()) || name.starts_with("claims")) return;
      if (const auto text = read_file(file)) expect_none(file.string(), *text);
      ++looked_at;
    };
    if (fs::is_regular_file(root)) {
      look(root);
      continue;
    }
    for (auto entry = fs::recursive_directory_iterator(root); entry != fs::end(entry); ++entry) {
      if (entry->is_directory() && not_ours.contains(entry->path().filename().string())) {
        entry.disable_recursion_pending();
      } else if (entry->is_regular_file()) {
        look(entry->path());
      }
    }
  }
  EXPECT_GT(looked_at, 200);
}

}  // namespace
}  // namespace sillage::govern::documents
