// SPDX-License-Identifier: Apache-2.0
#include "govern/gate.h"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "govern/test_store_test.h"
#include "govern/veto.h"
#include "wire/decode_token.h"

namespace sillage::govern {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class GateTest : public TestStore {
 protected:
  Verdict ask(Gate& gate) { return ask(gate, store()); }
  Verdict ask(Gate& gate, const config::StoreConfig& config) {
    auto verdict = gate.ask(config, observed());
    EXPECT_TRUE(verdict) << verdict.error().to_string();
    return *verdict;
  }
  wire::DecodeToken token_of(const Gate& gate, const Verdict& verdict) {
    auto page = wire::PermitPage::map(gate.permit_file());
    EXPECT_TRUE(page);
    auto token = wire::DecodeToken::open(verdict.token, *page, clock.now());
    EXPECT_TRUE(token) << token.error().to_string();
    return *token;
  }
};

TEST_F(GateTest, RefusesAFreshStoreAndNamesEachBlocker) {
  auto gate = Gate::open(folder, clock);
  ASSERT_TRUE(gate) << gate.error().to_string();
  const Verdict verdict = ask(*gate, config::default_store());
  EXPECT_FALSE(verdict.may_decode());
  for (const char* id : {"A03", "D01", "E01", "E06", "F07"}) {
    EXPECT_THAT(verdict.blockers, Contains(Field(&Blocker::requirement, id)));
  }
  for (const Blocker& blocker : verdict.blockers) {
    EXPECT_FALSE(blocker.who.empty()) << blocker.requirement;
    EXPECT_FALSE(blocker.where.empty()) << blocker.requirement;
    EXPECT_FALSE(blocker.missing.empty()) << blocker.requirement;
    EXPECT_THAT(verdict.to_text(), HasSubstr(blocker.missing));
  }
}

TEST_F(GateTest, OpensOnceEverybodyHasSigned) {
  sign_everything();
  auto gate = Gate::open(folder, clock);
  ASSERT_TRUE(gate);
  const Verdict verdict = ask(*gate);
  EXPECT_TRUE(verdict.may_decode()) << verdict.to_text();
  EXPECT_TRUE(token_of(*gate, verdict).check(clock.now()));
}

TEST_F(GateTest, AChangedZoneStopsBeforeTheNextFrameAndNamesTheSignature) {
  sign_everything();
  auto gate = Gate::open(folder, clock);
  ASSERT_TRUE(gate);
  const wire::DecodeToken token = token_of(*gate, ask(*gate));
  const Verdict after = ask(*gate, store("[5, 5]", "[5, 6]"));
  EXPECT_FALSE(token.check(clock.now())) << "the token of the old configuration still held";
  EXPECT_FALSE(after.may_decode());
  EXPECT_THAT(after.blockers, Contains(Field(&Blocker::missing, HasSubstr("void: zone"))));
  EXPECT_THAT(after.blockers, Contains(Field(&Blocker::requirement, "E01")));
  EXPECT_TRUE(ask(*gate).may_decode()) << "the signed configuration may run again";
}

/// It is asked every half minute while it is shut: the log must not grow by that.
TEST_F(GateTest, AGateThatStaysShutIsLoggedOnceAndEvidenceTwiceADay) {
  auto gate = Gate::open(folder, clock);
  ASSERT_TRUE(gate);
  ask(*gate);
  ask(*gate);  // there is evidence now, which is a change
  auto log = Log::open(folder, clock);
  ASSERT_TRUE(log);
  const auto entries = [&] {
    EXPECT_TRUE(log->refresh());
    return log->size();
  };
  const auto first = entries();
  for (int i = 0; i < 20; ++i) {
    clock.advance(std::chrono::seconds(30));
    EXPECT_FALSE(ask(*gate).may_decode());
  }
  EXPECT_EQ(entries(), first);
  clock.advance(std::chrono::hours(12));
  ask(*gate);
  EXPECT_EQ(entries(), first + 2) << "evidence and decision, once more";
}

TEST_F(GateTest, AnExpiredSignatureStops) {
  sign_everything();
  auto gate = Gate::open(folder, clock);
  ASSERT_TRUE(gate);
  ASSERT_TRUE(ask(*gate).may_decode());
  clock.advance(std::chrono::days(190));  // the sign is attested for six months
  const Verdict verdict = ask(*gate);
  EXPECT_FALSE(verdict.may_decode());
  EXPECT_THAT(verdict.blockers, Contains(Field(&Blocker::requirement, "D01")));
}

TEST_F(GateTest, AVetoVoidsEveryTokenAtOnceAndHolds) {
  sign_everything();
  auto gate = Gate::open(folder, clock);
  ASSERT_TRUE(gate);
  const wire::DecodeToken token = token_of(*gate, ask(*gate));
  {
    auto log = Log::open(folder, clock);  // as another process would
    ASSERT_TRUE(log);
    ASSERT_TRUE(set_veto(*log, "somebody complained", ""));
    EXPECT_FALSE(token.check(clock.now()));
  }
  EXPECT_TRUE(gate->is_vetoed());
  const Verdict refused = ask(*gate);
  EXPECT_FALSE(refused.may_decode());
  EXPECT_THAT(refused.to_text(), HasSubstr("somebody complained"));
  auto log = Log::open(folder, clock);
  ASSERT_TRUE(lift_veto(*log, "answered", ""));
  EXPECT_FALSE(token.check(clock.now())) << "an old token does not come back";
  EXPECT_TRUE(ask(*gate).may_decode());
}

TEST_F(GateTest, WhatTheRoomsDoNotReportIsNotTakenForGranted) {
  sign_everything();
  auto gate = Gate::open(folder, clock);
  ASSERT_TRUE(gate);
  Observed blind = observed();
  blind.eye.reset();
  const auto verdict = gate->ask(store(), blind);
  ASSERT_TRUE(verdict);
  EXPECT_FALSE(verdict->may_decode());
  EXPECT_THAT(verdict->blockers, Contains(Field(&Blocker::requirement, "F02")));
}

TEST_F(GateTest, WhatIsMeasuredInOperationMustHoldOnceItIsMeasured) {
  sign_everything();
  auto gate = Gate::open(folder, clock);
  ASSERT_TRUE(gate);
  ASSERT_TRUE(ask(*gate).may_decode()) << "nothing measured yet";
  Observed slow = observed();
  slow.run = RunFacts{3.5, 60};
  const auto verdict = gate->ask(store(), slow);
  ASSERT_TRUE(verdict);
  EXPECT_THAT(verdict->blockers, Contains(Field(&Blocker::missing, HasSubstr("frame-age"))));
}

TEST_F(GateTest, ADemonstrationNeedsNoSignatureAndSaysSo) {
  auto gate = Gate::open(folder, clock);
  ASSERT_TRUE(gate);
  const auto verdict = gate->demonstrate();
  ASSERT_TRUE(verdict);
  const wire::DecodeToken token = token_of(*gate, *verdict);
  EXPECT_EQ(token.claims().mode, wire::DecodeMode::kDemonstration);
  EXPECT_TRUE(token.check("rtsp://127.0.0.1/x", clock.now()));
  EXPECT_FALSE(token.check("rtsp://192.168.0.2/x", clock.now()));
}

TEST_F(GateTest, RefusesToOpenOverAChangedLog) {
  sign_everything();
  std::string lines = read_file(folder / "log.jsonl").value();
  lines[lines.size() / 2] = static_cast<char>(lines[lines.size() / 2] ^ 1);
  ASSERT_TRUE(write_file_atomically(folder / "log.jsonl", lines));
  const auto gate = Gate::open(folder, clock);
  ASSERT_FALSE(gate);
  EXPECT_EQ(gate.error().code, ErrorCode::kDataLoss);
}

/// Every blocking requirement really blocks: without its signature the gate stays shut.
TEST_F(GateTest, EachMissingSignatureOfABlockerKeepsItShut) {
  sign_everything();
  auto gate = Gate::open(folder, clock);
  ASSERT_TRUE(gate);
  ASSERT_TRUE(ask(*gate).may_decode());
  for (auto& [role, key] : keys) {
    auto log = Log::open(folder, clock);
    ASSERT_TRUE(log);
    ASSERT_TRUE(revoke(*log, key.public_key()));
    const Verdict verdict = ask(*gate);
    EXPECT_FALSE(verdict.may_decode()) << to_string(role);
    EXPECT_THAT(verdict.to_text(), HasSubstr(std::string("the key of ") + to_string(role)));
    ASSERT_TRUE(enrol(*log, key.public_key(), role));
    EXPECT_TRUE(ask(*gate).may_decode()) << to_string(role);
  }
}

}  // namespace
}  // namespace sillage::govern
