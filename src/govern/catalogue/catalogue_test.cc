// SPDX-License-Identifier: Apache-2.0
#include "govern/catalogue/catalogue.h"

#include <algorithm>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/governance.h"
#include "govern/catalogue/internal/text.h"

namespace sillage::govern {
namespace {

using ::testing::HasSubstr;

TEST(Catalogue, IsReadable) {
  const auto parsed = parse_catalogue(internal::kCatalogueText, internal::kFiguresText);
  ASSERT_TRUE(parsed) << parsed.error().to_string();
  EXPECT_EQ(catalogue().requirements.size(), parsed->requirements.size());
  EXPECT_EQ(parsed->sha256.size(), 64u);
}

TEST(Catalogue, HasAllSectionsOfTheReference) {
  std::map<char, int> sections;
  for (const Requirement& one : catalogue().requirements) ++sections[one.id.front()];
  const std::map<char, int> expected{{'A', 12}, {'B', 13}, {'C', 13}, {'D', 9},
                                     {'E', 13}, {'F', 13}, {'G', 9}};
  EXPECT_EQ(sections, expected);
}

TEST(Catalogue, NamesEveryJurisdictionOfTheConfiguration) {
  std::set<std::string> named, known;
  for (const auto& jurisdiction : config::jurisdictions()) known.insert(jurisdiction.code);
  for (const Requirement& one : catalogue().requirements) {
    for (const std::string& profile : one.profiles) {
      EXPECT_TRUE(known.contains(profile)) << one.id << " " << profile;
      named.insert(profile);
    }
  }
  EXPECT_EQ(named, known);
}

TEST(Catalogue, UsesEveryStandard) {
  std::set<std::string> used;
  for (const Requirement& one : catalogue().requirements) {
    for (const Source& source : one.sources) used.insert(source.standard);
  }
  for (const Standard& standard : standards()) EXPECT_TRUE(used.contains(standard.key)) << standard.key;
}

std::string entry(const std::string& rest) {
  return "[[requirement]]\nid='X1'\ntitle='t'\nsays='s'\n" + rest;
}

TEST(Catalogue, SaysWhatIsWrong) {
  const std::string source = "sources=[{standard='gdpr',text='Art. 1',status='adopted'}]\n";
  const std::string attest = "attest=[{role='dpo',months=12,says='x'}]\n";
  const auto message = [](const std::string& text) {
    const auto parsed = parse_catalogue(text, "");
    return parsed ? std::string("accepted") : parsed.error().message;
  };
  EXPECT_EQ(message(entry(source + attest)), "accepted");
  EXPECT_THAT(message(entry(attest)), HasSubstr("no source"));
  EXPECT_THAT(message(entry(source)), HasSubstr("neither checks nor attest"));
  EXPECT_THAT(message(entry(source + attest + "blocs=true\n")), HasSubstr("unknown key 'blocs'"));
  EXPECT_THAT(message(entry(source + attest + "depends=['weather']\n")), HasSubstr("weather"));
  EXPECT_THAT(message(entry(source + attest + "when='raining'\n")), HasSubstr("raining"));
  EXPECT_THAT(message(entry(source + "attest=[{role='king',months=1,says='x'}]\n")),
              HasSubstr("no role 'king'"));
  EXPECT_THAT(message(entry("sources=[{standard='gdpr',text='a',status='surely'}]\n" + attest)),
              HasSubstr("surely"));
  EXPECT_THAT(message(entry(source + attest) + entry(source + attest)), HasSubstr("twice"));
  EXPECT_THAT(message("[["), HasSubstr("no valid TOML"));
}

TEST(Catalogue, FourEyesAreTwoRoles) {
  for (const Requirement& one : catalogue().requirements) {
    std::set<Role> roles;
    for (const AttestationDemand& demand : one.attestations) {
      EXPECT_TRUE(roles.insert(demand.role).second) << one.id << " asks one role twice";
    }
  }
}

}  // namespace
}  // namespace sillage::govern
