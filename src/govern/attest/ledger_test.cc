// SPDX-License-Identifier: Apache-2.0
#include "govern/attest/ledger.h"

#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/reader.h"

namespace sillage::govern {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const char* kStore = R"(
[store]
id = "shop"
[[camera]]
id = "door"
source = "rtsp://192.168.0.2/x"
[[zone]]
id = "hall"
area = [[0, 0], [5, 0], [5, 5], [0, 5]]
[[line]]
id = "in"
from = [0, 0]
to = [2, 0]
inside = [1, 1]
[journey]
level = 2
[measure]
state_ttl_s = 60
[privacy]
k = 10
[governance]
purposes = ["visitor-statistics"]
interest = "To know"
controller = "Company"
)";

config::StoreConfig store_with(const std::string& from = "", const std::string& to = "") {
  std::string text = kStore;
  if (!from.empty()) text.replace(text.find(from), from.size(), to);
  auto store = config::parse(text, "test");
  EXPECT_TRUE(store) << store.error().to_string();
  return *store;
}

class LedgerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder = fs::temp_directory_path() / ("sillage-ledger-" + std::to_string(getpid()));
    fs::remove_all(folder);
    auto opened = Log::open(folder, clock);
    ASSERT_TRUE(opened);
    log = std::make_unique<Log>(std::move(*opened));
    ASSERT_TRUE(enrol(*log, dpo.public_key(), Role::kDpo));
    ASSERT_TRUE(enrol(*log, controller.public_key(), Role::kController));
  }
  void TearDown() override { fs::remove_all(folder); }

  Attestation signed_by(const SigningKey& key, Role role, const Settings& under,
                        const std::string& evidence = "doc") {
    auto draft = draft_attestation(requirement, role, under, evidence, clock.now());
    EXPECT_TRUE(draft);
    sign(*draft, key);
    return *draft;
  }
  SignatureState state(const Settings& under, const std::string& document = "doc") {
    const auto ledger = read_ledger(*log);
    EXPECT_TRUE(ledger) << ledger.error().to_string();
    return signature_state(requirement, requirement.attestations[0], *ledger, under, document,
                           clock.now());
  }

  fs::path folder;
  SimulatedClock clock{Instant(std::chrono::seconds(1'800'000'000))};
  std::unique_ptr<Log> log;
  SigningKey dpo = SigningKey::generate(), controller = SigningKey::generate();
  Requirement requirement{"E01", "t", "s", {}, {},
                          {{Role::kDpo, 12, "I agree.", ""}, {Role::kController, 12, "We do.", ""}},
                          "dpia",
                          setting_kinds(),
                          true, "", {}};
  Settings settings = settings_of(store_with(), "model");
};

TEST_F(LedgerTest, ASignatureHoldsUntilItExpires) {
  EXPECT_EQ(state(settings).status, SignatureStatus::kMissing);
  ASSERT_TRUE(record(*log, signed_by(dpo, Role::kDpo, settings)));
  EXPECT_EQ(state(settings).status, SignatureStatus::kValid);
  clock.advance(std::chrono::hours(24 * 364));
  EXPECT_EQ(state(settings).status, SignatureStatus::kValid);
  clock.advance(std::chrono::hours(48));
  EXPECT_EQ(state(settings).status, SignatureStatus::kExpired);
}

TEST_F(LedgerTest, EachKindOfChangeVoidsItAndNoOther) {
  ASSERT_TRUE(record(*log, signed_by(dpo, Role::kDpo, settings)));
  const auto changed = [&](const char* from, const char* to) {
    const auto found = state(settings_of(store_with(from, to), "model"));
    EXPECT_EQ(found.status,
              found.changed.empty() ? SignatureStatus::kValid : SignatureStatus::kVoid);
    return found.changed;
  };
  EXPECT_THAT(changed("192.168.0.2", "192.168.0.3"), ElementsAre("camera"));
  EXPECT_THAT(changed("[5, 5]", "[5, 6]"), ElementsAre("zone"));
  EXPECT_THAT(changed("[2, 0]", "[3, 0]"), ElementsAre("zone"));
  EXPECT_THAT(changed("\"visitor-statistics\"", "\"staffing\""), ElementsAre("purpose"));
  EXPECT_THAT(changed("To know", "To earn"), ElementsAre("purpose"));
  EXPECT_THAT(changed("level = 2", "level = 3"), ElementsAre("link_level"));
  EXPECT_THAT(changed("k = 10", "k = 12"), ElementsAre("release_mode"));
  EXPECT_THAT(changed("k = 10", "mode = \"strict\""), ElementsAre("release_mode"));
  EXPECT_THAT(changed("state_ttl_s = 60", "state_ttl_s = 90"), ElementsAre("retention"));
  EXPECT_THAT(changed("Company", "Companies"), ElementsAre("identity"));
  EXPECT_THAT(changed("[journey]", "[detector]\nmin_score = 0.5\n[journey]"), ElementsAre("model"));
  EXPECT_THAT(changed("id = \"shop\"", "id = \"shop\"\nname = \"Our shop\""), IsEmpty());
  EXPECT_THAT(changed("state_ttl_s = 60", "state_ttl_s = 60\nbounce_s = 20"), IsEmpty());
  EXPECT_THAT(state(settings_of(store_with(), "another")).changed, ElementsAre("model"));
}

TEST_F(LedgerTest, TheOldSettingRevivesIt) {
  ASSERT_TRUE(record(*log, signed_by(dpo, Role::kDpo, settings)));
  EXPECT_EQ(state(settings_of(store_with("level = 2", "level = 3"), "model")).status,
            SignatureStatus::kVoid);
  EXPECT_EQ(state(settings).status, SignatureStatus::kValid);
}

TEST_F(LedgerTest, AnotherDocumentIsNotTheOneThatWasSigned) {
  ASSERT_TRUE(record(*log, signed_by(dpo, Role::kDpo, settings)));
  EXPECT_EQ(state(settings, "another").status, SignatureStatus::kOtherDocument);
}

TEST_F(LedgerTest, OnlyTheRoleMaySign) {
  const auto refused = record(*log, signed_by(controller, Role::kDpo, settings));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kPermission);
  EXPECT_FALSE(record(*log, signed_by(SigningKey::generate(), Role::kDpo, settings)));
  EXPECT_FALSE(enrol(*log, controller.public_key(), Role::kDpo)) << "two roles, one pair of eyes";
}

TEST_F(LedgerTest, AChangedAttestationDoesNotVerify) {
  Attestation one = signed_by(dpo, Role::kDpo, settings);
  one.expires += std::chrono::hours(1);
  EXPECT_FALSE(record(*log, one));
  EXPECT_FALSE(parse_attestation(to_json(one)));
  EXPECT_FALSE(parse_attestation("{}"));
}

TEST_F(LedgerTest, ARevokedKeyNoLongerHolds) {
  ASSERT_TRUE(record(*log, signed_by(dpo, Role::kDpo, settings)));
  ASSERT_TRUE(revoke(*log, dpo.public_key()));
  EXPECT_EQ(state(settings).status, SignatureStatus::kRevoked);
}

TEST_F(LedgerTest, ShowsWhatChanged) {
  ASSERT_TRUE(keep_settings(folder, settings));
  const auto before = kept_settings(folder, settings.sha256());
  ASSERT_TRUE(before) << before.error().to_string();
  const auto changes = changes_between(
      *before, settings_of(store_with("[5, 5]", "[5, 6]"), "model"), {"zone", "camera"});
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].path, "zone/hall/area");
  EXPECT_THAT(changes[0].before, HasSubstr("[5.0,5.0]"));
  EXPECT_THAT(changes[0].after, HasSubstr("[5.0,6.0]"));
  EXPECT_FALSE(kept_settings(folder, "../../etc/passwd"));
}

TEST_F(LedgerTest, NoticesPeopleInTheLog) {
  ASSERT_TRUE(record(*log, signed_by(dpo, Role::kDpo, settings)));
  EXPECT_THAT(read_ledger(*log)->named_people, IsEmpty());
  ASSERT_TRUE(log->append("release", R"({"note":"ask jane.doe@example.com"})"));
  ASSERT_TRUE(log->append("release", R"({"track_id":7})"));
  EXPECT_EQ(read_ledger(*log)->named_people.size(), 2u);
}

TEST(MonthsLater, StaysInTheMonth) {
  const auto at = [](const char* text) { return parse_iso8601(text).value(); };
  EXPECT_EQ(months_later(at("2026-01-31T10:00:00Z"), 1), at("2026-02-28T10:00:00Z"));
  EXPECT_EQ(months_later(at("2026-11-26T10:00:00Z"), 12), at("2027-11-26T10:00:00Z"));
  EXPECT_EQ(months_later(at("2027-08-31T00:00:00Z"), 6), at("2028-02-29T00:00:00Z"));
}

}  // namespace
}  // namespace sillage::govern
