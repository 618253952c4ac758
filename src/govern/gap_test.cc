// SPDX-License-Identifier: Apache-2.0
#include "govern/gap.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "govern/papers.h"
#include "govern/test_store_test.h"
#include "govern/workspace.h"

namespace sillage::govern {
namespace {

using nlohmann::json;
using ::testing::Contains;
using ::testing::HasSubstr;

class GapTest : public TestStore {
 protected:
  const RequirementState& state_of(const Gap& of, const std::string& id) {
    for (const RequirementState& one : of.requirements) {
      if (one.requirement.id == id) return one;
    }
    ADD_FAILURE() << "no requirement " << id;
    return of.requirements.front();
  }
  Workspace workspace() {
    return {[this]() -> Result<GapInput> { return input(); }, clock, "0.0.0"};
  }
  json answer(const Result<std::string>& text) {
    EXPECT_TRUE(text) << text.error().to_string();
    return json::parse(text ? *text : "{}");
  }
};

TEST_F(GapTest, EveryRequirementHasAStateThatExplainsItself) {
  const Gap found = gap();
  EXPECT_EQ(found.requirements.size(), catalogue().requirements.size());
  for (const RequirementState& one : found.requirements) {
    EXPECT_EQ(one.state == State::kOpen, !one.open.empty()) << one.requirement.id;
    EXPECT_EQ(one.state == State::kNotApplicable, !one.why_not.empty()) << one.requirement.id;
  }
  EXPECT_EQ(found.count(State::kMet) + found.count(State::kOpen) +
                found.count(State::kNotApplicable),
            static_cast<int>(found.requirements.size()));
}

TEST_F(GapTest, SigningEverythingLeavesOnlyWhatIsMeasuredLater) {
  sign_everything();
  const Gap found = gap();
  for (const RequirementState& one : found.requirements) {
    EXPECT_FALSE(one.blocks_now()) << gap_text(found);
    for (const OpenPoint& point : one.open) EXPECT_FALSE(point.before_start) << point.what;
  }
  EXPECT_EQ(state_of(found, "E01").state, State::kMet);
  EXPECT_TRUE(state_of(found, "D01").valid_until.has_value());
}

TEST_F(GapTest, AJurisdictionAddsItsOwn) {
  GapInput other = input();
  other.profile = "UK";
  const auto found = measure_gap(other, clock);
  ASSERT_TRUE(found);
  EXPECT_EQ(state_of(*found, "G03").state, State::kOpen);
  EXPECT_EQ(state_of(*found, "G01").why_not, "applies in FR only");
  EXPECT_EQ(state_of(gap(), "G03").state, State::kNotApplicable);
  other.profile = "XX";
  EXPECT_FALSE(measure_gap(other, clock));
}

TEST_F(GapTest, CountsPerStandardAndShowsTheShortestWay) {
  const Gap found = gap();
  for (const StandardGap& standard : found.standards) {
    const auto one = only_standard(found, standard.key);
    ASSERT_TRUE(one);
    EXPECT_EQ(static_cast<int>(one->requirements.size()),
              standard.met + standard.open + standard.not_applicable);
    EXPECT_EQ(standard.open == 0, standard.steps.empty()) << standard.key;
    for (std::size_t i = 1; i < standard.steps.size(); ++i) {
      EXPECT_GE(standard.steps[i - 1].requirements.size(), standard.steps[i].requirements.size());
    }
  }
  EXPECT_FALSE(only_standard(found, "iso9000"));
}

TEST_F(GapTest, IsWrittenAsJsonOscalAndPdf) {
  const Gap found = gap();
  const json as_json = json::parse(gap_json(found));
  EXPECT_EQ(as_json["requirements"].size(), found.requirements.size());
  std::set<std::string> states{"met", "open", "not_applicable"};
  for (const json& one : as_json["requirements"]) {
    EXPECT_TRUE(states.contains(one["state"].get<std::string>()));
  }
  const auto oscal = gap_oscal(found);
  EXPECT_EQ(oscal.size(), 3u);
  const json plan = json::parse(oscal.at("poam.json"))["plan-of-action-and-milestones"];
  EXPECT_EQ(plan["poam-items"].size(), static_cast<std::size_t>(found.count(State::kOpen)));
  const auto pdf = gap_pdf(found);
  ASSERT_TRUE(pdf);
  EXPECT_TRUE(pdf->starts_with("%PDF"));
}

TEST_F(GapTest, ShowsTheOfficerWhatAChangeVoided) {
  sign_everything();
  GapInput changed = input();
  changed.store = store("[5, 5]", "[5, 6]");
  const auto found = measure_gap(changed, clock);
  ASSERT_TRUE(found);
  const auto voided = voided_signatures(changed, *found);
  ASSERT_TRUE(voided) << voided.error().to_string();
  ASSERT_FALSE(voided->empty());
  for (const VoidedSignature& one : *voided) {
    ASSERT_EQ(one.changes.size(), 1u) << one.requirement;
    EXPECT_EQ(one.changes[0].path, "zone/hall/area");
  }
  EXPECT_THAT(state_of(*found, "E04").open.front().what, HasSubstr("void"));
}

TEST_F(GapTest, TheWorkspaceSigns) {
  sign_everything();
  const auto sealed = SigningKey::generate();
  std::filesystem::create_directories(folder / "keys");
  ASSERT_TRUE(sealed.save(folder / "keys" / "dpo-1.key", "secret"));
  auto log = Log::open(folder, clock);
  ASSERT_TRUE(enrol(*log, sealed.public_key(), Role::kDpo));
  Workspace desk = workspace();
  EXPECT_FALSE(desk.attest("D02", "dpo", "wrong", ""));
  const json made = answer(desk.attest("D02", "dpo", "secret", ""));
  EXPECT_EQ(made["requirement"], "D02");
  EXPECT_EQ(made["valid"], true);
  const json page = answer(desk.attestations("", 5));
  ASSERT_EQ(page["items"].size(), 5u);
  EXPECT_EQ(page["items"][0]["id"], made["id"]);
  EXPECT_EQ(answer(desk.attestations(page["next"].get<std::string>(), 5))["items"].size(), 5u);
  EXPECT_FALSE(desk.attestations("x", 5));
}

TEST_F(GapTest, TheWorkspaceShowsGapGateLogAndPapers) {
  sign_everything();
  Workspace desk = workspace();
  EXPECT_EQ(answer(desk.gap(""))["requirements"].size(), catalogue().requirements.size());
  EXPECT_EQ(answer(desk.gate("deployment"))["open"], true);
  EXPECT_EQ(answer(desk.changes())["items"].size(), 0u);
  const json stopped = answer(desk.veto(true, "complaint", "deployment"));
  EXPECT_EQ(stopped["open"], false);
  EXPECT_EQ(stopped["veto"]["reason"], "complaint");
  EXPECT_EQ(answer(desk.veto(false, "answered", "deployment"))["open"], true);
  const json log = answer(desk.log("", 3));
  EXPECT_EQ(log["items"].size(), 3u);
  EXPECT_EQ(log["items"][0]["kind"], "veto");
  EXPECT_EQ(log["root"], verify_log(folder)->root);
  EXPECT_THAT(answer(desk.documents())["items"].dump(), HasSubstr("dpia"));
  EXPECT_TRUE(desk.document("sign-a3", "fr", "pdf"));
  EXPECT_FALSE(desk.document("../gate.key", "fr", "json"));
}

TEST_F(GapTest, RequestsForgetWhoAsked) {
  Workspace desk = workspace();
  const json made = answer(desk.add_request("What do you hold about me?", "me@example.org"));
  EXPECT_EQ(answer(desk.requests("", 50))["items"][0]["reply_to"], "me@example.org");
  const std::string id = made["id"].get<std::string>();
  EXPECT_EQ(answer(desk.answer_request(id))["reply_to"], nullptr);
  answer(desk.add_request("Another", "you@example.org"));
  clock.advance(std::chrono::days(91));
  const json after = answer(desk.requests("", 50));
  ASSERT_EQ(after["items"].size(), 2u);
  for (const json& one : after["items"]) EXPECT_EQ(one["reply_to"], nullptr);
  EXPECT_FALSE(desk.answer_request("../veto"));
  EXPECT_FALSE(desk.add_request("  ", ""));
  EXPECT_FALSE(desk.add_request(std::string(3000, 'x'), ""));
}

TEST_F(GapTest, AllPapersAreMade) {
  const auto papers = all_papers(input(), "", "0.0.0", clock.now());
  ASSERT_TRUE(papers) << papers.error().to_string();
  std::set<std::string> files;
  for (const Paper& paper : *papers) {
    EXPECT_TRUE(files.insert(paper.file).second) << paper.file;
    EXPECT_FALSE(paper.bytes.empty()) << paper.file;
  }
  for (const char* file : {"dpia-fr.json", "dpia-en.pdf", "record-fr.jsonld", "sign-a3-en.pdf",
                           "sbom.spdx.json"}) {
    EXPECT_THAT(files, Contains(file));
  }
}

}  // namespace
}  // namespace sillage::govern
