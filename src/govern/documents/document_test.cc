// SPDX-License-Identifier: Apache-2.0
#include "govern/documents/document.h"

#include <map>
#include <regex>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "config/reader.h"
#include "govern/documents/assessment.h"
#include "govern/documents/components.h"
#include "govern/documents/dpia.h"
#include "govern/documents/internal/paper_texts.h"

namespace sillage::govern::documents {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

const Instant kNow{std::chrono::seconds(1'800'000'000)};

PaperInput input_of(const std::string& more = "") {
  auto store = config::parse(R"(
[store]
id = "shop"
name = "Example shop"
[[camera]]
id = "door"
source = "rtsp://192.168.0.2/x"
[governance]
profile = "FR"
controller = "Magasins Exemple"
controller_address = "1 rue de l'Exemple, Paris"
controller_contact = "contact@magasins.example"
dpo = "Officer"
dpo_contact = "dpo@magasins.example"
purposes = ["visitor-statistics", "staffing"]
interest = "Knowing when the store is busy"
notice_url = "https://magasins.example/counting"
languages = ["fr", "de"]
)" + more,
                              "test");
  EXPECT_TRUE(store) << store.error().to_string();
  PaperInput input{*store, {}, "FR", false, std::string(64, 'a')};
  input.observed.model = ModelFacts{"ours", "aa", "aa", "Apache-2.0", "sillage", true};
  return input;
}

std::vector<PaperInput> varied_inputs() {
  std::vector<PaperInput> all;
  for (int level = 0; level <= 3; ++level) {
    all.push_back(input_of("[journey]\nlevel = " + std::to_string(level)));
  }
  all.push_back(input_of("[privacy]\nmode = \"strict\""));
  all.push_back(input_of("[privacy]\nread_marks = false"));
  PaperInput estimates = input_of();
  estimates.demographics = true;
  estimates.profile = "QC";
  estimates.observed.run = RunFacts{0.31, 61.5};
  all.push_back(estimates);
  PaperInput bare{config::default_store(), {}, "", false, ""};
  all.push_back(bare);
  return all;
}

std::string text_of(const std::string& name, const std::string& language, const PaperInput& input) {
  const auto document = make_document(name, language, input);
  EXPECT_TRUE(document) << document.error().to_string();
  return to_json(*document);
}

TEST(Documents, LeaveNoFactUnfilled) {
  const std::regex unfilled(R"(\{[a-z_.0-9]+\})");
  for (const PaperInput& input : varied_inputs()) {
    for (const std::string& language : document_languages()) {
      for (const std::string& name : document_names()) {
        const auto document = make_document(name, language, input);
        ASSERT_TRUE(document);
        for (const Section& section : document->sections) {
          for (const Block& block : section.blocks) {
            for (const std::string& cell : block.cells) {
              std::smatch match;
              EXPECT_FALSE(std::regex_search(cell, match, unfilled))
                  << language << "/" << name << ": " << match.str();
            }
          }
        }
      }
      const auto dpia = make_assessment(language, input, kNow);
      ASSERT_TRUE(dpia) << dpia.error().to_string();
      std::smatch match;
      EXPECT_FALSE(std::regex_search(*dpia, match, unfilled)) << language << ": " << match.str();
    }
  }
}

/// The same paper in each language: conditions, kinds of lines and facts one by one.
TEST(Documents, SayTheSameInEveryLanguage) {
  const std::regex fact(R"(\{[a-z_0-9]+\})");
  const auto shape_of = [&](const std::string& text) {
    std::vector<std::string> shape;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      std::string mark;
      std::string_view rest = line;
      while (rest.starts_with('?')) {
        const std::size_t end = rest.find(' ');
        mark += std::string(rest.substr(0, end)) + " ";
        rest.remove_prefix(end + 1);
      }
      for (const char* start : {"# ", "- ", "|| ", "| ", "___ ", "title:", "subtitle:"}) {
        if (rest.starts_with(start)) mark += start;
      }
      const std::string words(rest);
      std::multiset<std::string> facts;
      for (std::sregex_iterator it(words.begin(), words.end(), fact), end; it != end; ++it) {
        facts.insert(it->str());
      }
      for (const std::string& one : facts) mark += one;
      shape.push_back(mark);
    }
    return shape;
  };
  for (const std::string& name : document_names()) {
    const auto english = shape_of(internal::paper_texts().at("en/" + name));
    for (const char* language : {"fr", "de"}) {
      EXPECT_EQ(shape_of(internal::paper_texts().at(std::string(language) + "/" + name)), english)
          << language << "/" << name;
    }
  }
}

TEST(Documents, WordsExistInEveryLanguage) {
  const auto keys_of = [](const std::string& text) {
    std::set<std::string> keys;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) keys.insert(line.substr(0, line.find(" =")));
    return keys;
  };
  for (const char* name : {"words", "dpia"}) {
    const auto english = keys_of(internal::paper_texts().at(std::string("en/") + name));
    for (const char* language : {"fr/", "de/"}) {
      EXPECT_EQ(keys_of(internal::paper_texts().at(std::string(language) + name)), english)
          << language << name;
    }
  }
}

TEST(Documents, FollowTheConfiguration) {
  EXPECT_THAT(text_of("notice", "en", input_of()), HasSubstr("Magasins Exemple"));
  EXPECT_THAT(text_of("notice", "en", input_of()), HasSubstr("until 60 seconds"));
  EXPECT_THAT(text_of("notice", "en", input_of("[measure]\nstate_ttl_s = 45")),
              HasSubstr("until 45 seconds"));
  EXPECT_THAT(text_of("notice", "en", input_of("[journey]\nlevel = 3")), HasSubstr("clothing"));
  EXPECT_THAT(text_of("notice", "en", input_of()), Not(HasSubstr("clothing")));
  EXPECT_THAT(text_of("notice", "fr", input_of()), HasSubstr("CNIL"));
  EXPECT_THAT(text_of("retention", "en", input_of()), HasSubstr("not measured yet"));
  PaperInput measured = input_of();
  measured.observed.run = RunFacts{0.31, 61.5};
  EXPECT_THAT(text_of("retention", "en", measured), HasSubstr("0.31 s"));
}

TEST(Documents, ASignersHashFollowsPromisesAndNotMeasurements) {
  PaperInput input = input_of();
  const auto hash = [&](const PaperInput& of) { return document_sha256("retention", of, "/none"); };
  const std::string before = hash(input);
  EXPECT_EQ(before.size(), 64u);
  PaperInput measured = input;
  measured.observed.run = RunFacts{0.31, 61.5};
  EXPECT_EQ(hash(measured), before);
  EXPECT_NE(hash(input_of("[measure]\nstate_ttl_s = 45")), before);
  EXPECT_EQ(document_sha256("dpia", input, "/none"), "") << "there is no completed assessment";
}

TEST(Documents, AreDrawn) {
  for (const std::string& name : document_names()) {
    const auto document = make_document(name, "de", input_of());
    ASSERT_TRUE(document);
    const auto pdf = to_pdf(*document);
    ASSERT_TRUE(pdf) << pdf.error().to_string();
    EXPECT_TRUE(pdf->starts_with("%PDF"));
  }
  const auto sign = make_document("sign", "fr", input_of());
  EXPECT_TRUE(sign_pdf(*sign, SignSize::kA4, "https://magasins.example/counting"));
  EXPECT_TRUE(sign_pdf(*sign, SignSize::kA3, ""));
  EXPECT_FALSE(make_document("poem", "en", input_of()));
  EXPECT_FALSE(make_document("notice", "xx", input_of()));
}

TEST(Documents, ASignThatDoesNotFitSaysSo) {
  PaperInput input = input_of();
  input.store.governance.controller = std::string(900, 'x');
  const auto sign = sign_pdf(*make_document("sign", "en", input), SignSize::kA4, "");
  ASSERT_FALSE(sign);
  EXPECT_THAT(sign.error().message, HasSubstr("shorten"));
}

TEST(Assessment, HasTheFormOfThePiaTool) {
  for (const std::string& language : document_languages()) {
    const auto made = make_assessment(language, input_of(), kNow);
    ASSERT_TRUE(made);
    EXPECT_TRUE(check_assessment(*made)) << check_assessment(*made).error().message;
    const json root = json::parse(*made);
    std::set<int> answered;
    for (const json& answer : root["answers"]) answered.insert(answer["reference_to"].get<int>());
    const auto& questions = assessment_questions();
    EXPECT_EQ(answered, std::set<int>(questions.begin(), questions.end()));
  }
}

TEST(Assessment, LeavesJudgementToPeople) {
  const json root = json::parse(*make_assessment("en", input_of(), kNow));
  for (const json& answer : root["answers"]) {
    const bool blank = answer["data"]["text"].is_null() && answer["data"]["list"].empty();
    EXPECT_TRUE(answer["data"]["gauge"].is_null());
    EXPECT_EQ(blank, is_for_people(answer["reference_to"].get<int>())) << answer["reference_to"];
  }
  for (const char* key : {"dpo_opinion", "concerned_people_opinion", "validator_name"}) {
    EXPECT_EQ(root["pia"][key], "") << key;
  }
  EXPECT_TRUE(root["evaluations"].empty());
}

TEST(Assessment, RefusesOtherForms) {
  const json good = json::parse(*make_assessment("en", input_of(), kNow));
  const auto refused = [](json changed) { return !check_assessment(changed.dump()); };
  EXPECT_FALSE(refused(good));
  for (const char* key : {"pia", "answers", "measures", "evaluations", "comments"}) {
    json changed = good;
    changed.erase(key);
    EXPECT_TRUE(refused(changed)) << key;
  }
  json other = good;
  other["answers"][0]["reference_to"] = 999;
  EXPECT_TRUE(refused(other));
  json twice = good;
  twice["answers"].push_back(twice["answers"][0]);
  EXPECT_TRUE(refused(twice));
  json status = good;
  status["evaluations"].push_back({{"reference_to", "1.1"}, {"status", 9}});
  EXPECT_TRUE(refused(status));
  EXPECT_FALSE(check_assessment("{"));
  EXPECT_FALSE(check_assessment("[]"));
}

TEST(Assessment, ReferencesMayBeTexts) {
  json root = json::parse(*make_assessment("en", input_of(), kNow));
  for (json& answer : root["answers"]) {
    answer["reference_to"] = std::to_string(answer["reference_to"].get<int>());
  }
  EXPECT_TRUE(check_assessment(root.dump()));
  EXPECT_TRUE(assessment_document(root.dump(), "en", input_of()));
}

TEST(Record, IsLinkedDataWithTermsOfTheVocabulary) {
  const json root = json::parse(record_json_ld(input_of("processor = \"Installers\""), kNow));
  EXPECT_EQ(root["@context"]["dpv"], "https://w3id.org/dpv#");
  ASSERT_EQ(root["@graph"].size(), 2u) << "controller and processor";
  EXPECT_EQ(root["@graph"][0]["@type"], "dpv:RecordsOfActivities");
  EXPECT_EQ(root["@graph"][0]["dpv:hasDataController"]["dpv:hasName"], "Magasins Exemple");
  EXPECT_EQ(json::parse(record_json_ld(input_of(), kNow))["@graph"].size(), 1u);
}

TEST(Components, AreWhatIsLoaded) {
  const auto all = components();
  const auto named = [&](const std::string& start) {
    return std::any_of(all.begin(), all.end(),
                       [&](const Component& one) { return one.name.starts_with(start); });
  };
  EXPECT_TRUE(named("libc.so"));
  EXPECT_TRUE(named("libcairo.so"));
  const json bill = json::parse(bill_of_materials("1.2.3", kNow));
  EXPECT_EQ(bill["spdxVersion"], "SPDX-2.3");
  EXPECT_GT(bill["packages"].size(), 5u);
  std::set<std::string> ids;
  for (const json& package : bill["packages"]) {
    EXPECT_TRUE(ids.insert(package["SPDXID"].get<std::string>()).second);
    EXPECT_FALSE(package["name"].get<std::string>().empty());
  }
}

}  // namespace
}  // namespace sillage::govern::documents
