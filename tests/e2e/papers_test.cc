// SPDX-License-Identifier: Apache-2.0
// What the commands of governance write, held against the forms that other programs read.
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"
#include "desk/serve/internal/schema.h"
#include "tests/e2e/command.h"

namespace sillage::e2e {
namespace {

using desk::serve::Fault;
using desk::serve::Json;
using desk::serve::SchemaChecker;

const std::string kConfig = std::string(SILLAGE_SOURCE_DIR) + "/examples/demo-store/store.toml";

Json read_json(const std::filesystem::path& file) {
  const auto text = read_file(file, 16u << 20);
  EXPECT_TRUE(text) << file;
  return text ? Json::parse(*text, nullptr, false) : Json();
}

class Papers : public testing::Test {
 protected:
  std::vector<std::string> faults(const std::string& schema, const Json& document) const {
    const Json form = read_json(std::string(SILLAGE_SOURCE_DIR) + "/govern/" + schema);
    std::vector<std::string> all;
    for (const Fault& fault : SchemaChecker(form).check(form, document)) {
      all.push_back(fault.at + " " + fault.detail);
    }
    return all;
  }
  std::string governance() const { return (folder_ / "governance").string(); }

  ScratchFolder folder_;
};

TEST_F(Papers, TheAssessmentHasTheFormThatThePiaToolImports) {
  for (const std::string language : {"en", "fr", "de"}) {
    const std::string out = (folder_ / language).string();
    const CommandResult made = run_sillage({"documents", "--config", kConfig, "--governance",
                                            governance(), "--language", language, "--out", out});
    ASSERT_EQ(made.exit_code, 0) << made.err;
    const Json dpia = read_json(out + "/dpia-" + language + ".json");
    EXPECT_THAT(faults("pia.schema.json", dpia), testing::IsEmpty()) << language;
    for (const Json& answer : dpia["answers"]) {  // what helps are measures that are listed
      const int question = answer["reference_to"].get<int>();
      if (question / 100 != 3 || question % 10 != 4) continue;
      EXPECT_FALSE(answer["data"]["list"].empty());
      for (const Json& title : answer["data"]["list"]) {
        const bool is_known = std::any_of(dpia["measures"].begin(), dpia["measures"].end(),
                                          [&](const Json& one) { return one["title"] == title; });
        EXPECT_TRUE(is_known) << title;
      }
    }
  }
}

TEST_F(Papers, TheSchemaOfTheAssessmentFindsOtherForms) {
  const std::string out = (folder_ / "en").string();
  ASSERT_EQ(run_sillage({"documents", "--config", kConfig, "--governance", governance(),
                         "--language", "en", "--out", out})
                .exit_code,
            0);
  const Json good = read_json(out + "/dpia-en.json");
  const auto is_found = [&](const std::function<void(Json&)>& spoil) {
    Json bad = good;
    spoil(bad);
    return !faults("pia.schema.json", bad).empty();
  };
  EXPECT_TRUE(is_found([](Json& j) { j.erase("measures"); }));
  EXPECT_TRUE(is_found([](Json& j) { j["answers"].erase(3); }));
  EXPECT_TRUE(is_found([](Json& j) { j["answers"][0]["reference_to"] = 119; }));
  EXPECT_TRUE(is_found([](Json& j) { j["answers"][35]["data"]["gauge"] = 5; }));
  EXPECT_TRUE(is_found([](Json& j) { j["answers"][18]["data"]["list"] = "text"; }));
  EXPECT_TRUE(is_found([](Json& j) { j["measures"][0]["placeholder"] = "PIA_TEC_ANO"; }));
  EXPECT_TRUE(is_found([](Json& j) { j["pia"]["name"] = ""; }));
}

TEST_F(Papers, TheOscalExportHasThePublishedStructure) {
  const std::string out = (folder_ / "oscal").string();
  const CommandResult gap = run_sillage(
      {"gap", "--config", kConfig, "--governance", governance(), "--oscal", out, "--json"});
  ASSERT_EQ(gap.exit_code, 0) << gap.err;
  for (const char* name : {"catalog.json", "assessment-results.json", "poam.json"}) {
    const Json document = read_json(out + "/" + name);
    EXPECT_THAT(faults("oscal.schema.json", document), testing::IsEmpty()) << name;
    Json bad = document;
    bad.begin()->erase("uuid");
    EXPECT_THAT(faults("oscal.schema.json", bad), testing::Not(testing::IsEmpty())) << name;
  }
}

/// The numbers of each standard are those of its requirements.
TEST_F(Papers, TheGapCountsEveryRequirementAndEveryStandard) {
  const Json gap = Json::parse(
      run_sillage({"gap", "--config", kConfig, "--governance", governance(), "--json"}).out);
  std::map<std::string, std::map<std::string, int>> counted;
  std::map<std::string, int> all;
  for (const Json& one : gap["requirements"]) {
    const std::string state = one["state"].get<std::string>();
    EXPECT_THAT(state, testing::AnyOf("met", "open", "not_applicable"));
    ++all[state];
    std::set<std::string> standards;
    for (const Json& source : one["sources"]) standards.insert(source["standard"]);
    for (const std::string& standard : standards) ++counted[standard][state];
  }
  EXPECT_EQ(gap["requirements"].size(), 82u);
  for (const char* state : {"met", "open", "not_applicable"}) {
    EXPECT_EQ(gap[state].get<int>(), all[state]) << state;
    for (const Json& standard : gap["standards"]) {
      EXPECT_EQ(standard[state].get<int>(), counted[standard["id"]][state]) << standard["id"];
    }
  }
  EXPECT_EQ(gap["standards"].size(), counted.size());
}

}  // namespace
}  // namespace sillage::e2e
