// SPDX-License-Identifier: Apache-2.0
#include "govern/checks/checks.h"

#include <functional>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "govern/checks/internal/address.h"

namespace sillage::govern {
namespace {

const Instant kNow{std::chrono::seconds(1'800'000'000)};

config::Zone zone(const char* id, config::ZoneType type, double side) {
  return {ZoneId(id), id, type, *Polygon::create({{0, 0}, {side, 0}, {side, side}, {0, side}}), {}};
}

SandboxFacts locked_in() { return {2, true, true, false, 0, true}; }

config::Governance good_governance() {
  config::Governance g;
  g.profile = "FR";
  g.controller = "Company";
  g.controller_address = "Street 1";
  g.controller_contact = "a@b.example";
  g.dpo = "Officer";
  g.dpo_contact = "c@d.example";
  g.purposes = {"visitor-statistics"};
  g.interest = "To staff the tills";
  g.notice_url = "https://b.example/x";
  g.languages = {"fr"};
  return g;
}

LogFacts good_log() {
  LogFacts log;
  log.verifies = true;
  log.entries = 10;
  log.first_entry = kNow - std::chrono::hours(100);
  log.first_dpo_signature = kNow - std::chrono::hours(90);
  log.first_run = kNow - std::chrono::hours(80);
  log.last_witness = kNow - std::chrono::hours(23);
  log.last_evidence = kNow - std::chrono::hours(1);
  log.roles_with_key = {Role::kController, Role::kDpo};
  log.people_with_key = 2;
  return log;
}

/// A store in which every check passes.
Situation good() {
  Situation s;
  s.now = kNow;
  s.profile = "FR";
  s.store.governance = good_governance();
  config::Camera camera;
  camera.id = CameraId("door");
  camera.source = "rtsp://192.168.1.5/stream";
  camera.analysed_fps = 8;
  s.store.cameras = {camera};
  s.store.journey.level = 1;
  s.store.zones = {zone("hall", config::ZoneType::kAisle, 5)};
  s.metrics = released_metrics();
  s.declared = s.metrics;
  s.observed.model = {"ours", "aa", "aa", "Apache-2.0", "sillage", true};
  s.observed.eye = locked_in();
  s.observed.floor = locked_in();
  s.observed.run = {0.4, 61.0};
  s.host = {false, false, false, 0};
  s.log = good_log();
  s.assessment = {true, {}, 2, true};
  s.components = 40;
  return s;
}

struct Mutation {
  const char* check;
  const char* what;
  std::function<void(Situation&)> break_it;
};

using S = Situation;

std::vector<Mutation> settings_mutations() {
  return {
      {"roles-named", "no controller", [](S& s) { s.store.governance.controller = " "; }},
      {"roles-named", "no address", [](S& s) { s.store.governance.controller_address.clear(); }},
      {"roles-named", "no contact", [](S& s) { s.store.governance.controller_contact.clear(); }},
      {"dpo-contact", "no officer", [](S& s) { s.store.governance.dpo.clear(); }},
      {"dpo-contact", "no contact", [](S& s) { s.store.governance.dpo_contact.clear(); }},
      {"interest-named", "none", [](S& s) { s.store.governance.interest.clear(); }},
      {"purposes-closed", "none", [](S& s) { s.store.governance.purposes.clear(); }},
      {"purposes-closed", "another", [](S& s) { s.store.governance.purposes = {"security"}; }},
      {"no-ad-audience", "ads", [](S& s) { s.store.governance.purposes = {"ad-audience"}; }},
      {"sign-facts", "no address of the notice", [](S& s) { s.store.governance.notice_url = ""; }},
      {"sign-facts", "no purpose", [](S& s) { s.store.governance.purposes.clear(); }},
      {"sign-facts", "no dpo", [](S& s) { s.store.governance.dpo_contact.clear(); }},
      {"notice-complete", "no profile", [](S& s) { s.profile.clear(); }},
      {"notice-complete", "no interest", [](S& s) { s.store.governance.interest.clear(); }},
      {"notice-languages", "not the country's", [](S& s) { s.store.governance.languages = {"de"}; }},
      {"notice-languages", "none", [](S& s) { s.store.governance.languages.clear(); }},
      {"state-ttl", "too long", [](S& s) { s.store.measure.state_ttl_s = 301; }},
      {"state-ttl", "none", [](S& s) { s.store.measure.state_ttl_s = 0; }},
      {"link-level", "4", [](S& s) { s.store.journey.level = 4; }},
      {"analysed-rate", "every frame", [](S& s) { s.store.cameras[0].analysed_fps = 0; }},
      {"analysed-rate", "too many", [](S& s) { s.store.cameras[0].analysed_fps = 25; }},
      {"analysed-rate", "no camera", [](S& s) { s.store.cameras.clear(); }},
      {"private-defaults", "level", [](S& s) { s.defaults.journey.level = 3; }},
      {"private-defaults", "k", [](S& s) { s.defaults.privacy.k = 9; }},
      {"private-defaults", "bins", [](S& s) { s.defaults.privacy.bin_minutes = 5; }},
      {"private-defaults", "state", [](S& s) { s.defaults.measure.state_ttl_s = 3600; }},
      {"group-size", "k", [](S& s) { s.store.privacy.k = 9; }},
      {"granularity", "bins", [](S& s) { s.store.privacy.bin_minutes = 10; }},
      {"granularity", "small zone, small group",
       [](S& s) {
         s.store.zones = {zone("nook", config::ZoneType::kAisle, 2)};
         s.store.privacy.k = 5;
       }},
      {"staff-excluded", "by nothing",
       [](S& s) {
         s.store.privacy.read_marks = false;
         s.store.measure.staff_presence_min = 0;
       }},
      {"objection-way", "none", [](S& s) { s.store.privacy.read_marks = false; }},
      {"linking-and-estimates-off", "linked", [](S& s) { s.store.journey.level = 2; }},
      {"linking-and-estimates-off", "estimates", [](S& s) { s.demographics = true; }},
      {"estimates-off", "estimates", [](S& s) { s.demographics = true; }},
  };
}

std::vector<Mutation> program_mutations() {
  const auto add = [](const char* metric) {
    return [metric](S& s) { s.metrics.emplace_back(metric); };
  };
  return {
      {"no-child-class", "a class of children", add("share_child")},
      {"no-suspicion-class", "suspects", add("theft_alerts")},
      {"closed-attributes", "emotions", add("mood_mean")},
      {"closed-attributes", "no list", [](S& s) { s.metrics.clear(); }},
      {"no-person-output", "tracks", add("track_positions")},
      {"declared-figures", "a figure nobody classed", add("shoe_sizes")},
      {"no-joins", "receipts", add("receipt_matches")},
      {"no-joins", "bins", [](S& s) { s.store.privacy.bin_minutes = 1; }},
      {"egress-known", "a hub nobody named", [](S& s) { s.observed.outbound = {"hub.example"}; }},
      {"boxes-only-model", "a decoder of vectors",
       [](S& s) { s.observed.model->decoder = "embedding"; }},
      {"boxes-only-model", "no model", [](S& s) { s.observed.model.reset(); }},
      {"model-listed", "no licence", [](S& s) { s.observed.model->licence.clear(); }},
      {"model-listed", "no hash", [](S& s) { s.observed.model->expected_sha256.clear(); }},
      {"model-listed", "no model", [](S& s) { s.observed.model.reset(); }},
      {"model-pinned", "another file", [](S& s) { s.observed.model->sha256 = "bb"; }},
      {"model-pinned", "no model", [](S& s) { s.observed.model.reset(); }},
      {"model-card", "no card", [](S& s) { s.observed.model->has_card = false; }},
      {"model-card", "no model", [](S& s) { s.observed.model.reset(); }},
      {"eye-sandbox", "not measured", [](S& s) { s.observed.eye.reset(); }},
      {"eye-sandbox", "no filter", [](S& s) { s.observed.eye->seccomp_mode = 0; }},
      {"eye-sandbox", "privileges", [](S& s) { s.observed.eye->no_new_privileges = false; }},
      {"eye-sandbox", "files", [](S& s) { s.observed.eye->landlocked = false; }},
      {"eye-sandbox", "dumpable", [](S& s) { s.observed.eye->dumpable = true; }},
      {"eye-sandbox", "core", [](S& s) { s.observed.eye->core_limit = 4096; }},
      {"eye-sandbox", "core unknown", [](S& s) { s.observed.eye->core_limit.reset(); }},
      {"eye-sandbox", "memory", [](S& s) { s.observed.eye->memory_locked = false; }},
      {"floor-sandbox", "not measured", [](S& s) { s.observed.floor.reset(); }},
      {"floor-sandbox", "no filter", [](S& s) { s.observed.floor->seccomp_mode = 1; }},
      {"frame-age", "old", [](S& s) { s.observed.run->oldest_frame_s = 2.1; }},
      {"frame-age", "not measured", [](S& s) { s.observed.run.reset(); }},
      {"state-age", "old", [](S& s) { s.observed.run->oldest_state_s = 301; }},
      {"state-age", "not measured", [](S& s) { s.observed.run->oldest_state_s.reset(); }},
      {"sbom-covers", "a stray library", [](S& s) { s.unlisted_libraries = {"/tmp/spy.so"}; }},
      {"sbom-covers", "none", [](S& s) { s.components = 0; }},
  };
}

std::vector<Mutation> machine_and_people_mutations() {
  using std::chrono::hours;
  return {
      {"no-swap", "on", [](S& s) { s.host.plain_swap = true; }},
      {"no-swap", "unknown", [](S& s) { s.host.plain_swap.reset(); }},
      {"no-core-dumps", "of the eye", [](S& s) { s.observed.eye->core_limit = 1; }},
      {"no-core-dumps", "of the floor", [](S& s) { s.observed.floor->core_limit = -1; }},
      {"no-core-dumps", "of this process",
       [](S& s) {
         s.observed.eye.reset();
         s.host.core_limit = -1;
       }},
      {"no-core-dumps", "unknown",
       [](S& s) {
         s.observed.eye.reset();
         s.host.core_limit.reset();
       }},
      {"no-kernel-dump", "loaded", [](S& s) { s.host.kernel_dump = true; }},
      {"no-hibernation", "set", [](S& s) { s.host.hibernation = true; }},
      {"camera-links", "over the internet",
       [](S& s) { s.store.cameras[0].source = "rtsp://8.8.8.8/stream"; }},
      {"log-verifies", "a flipped bit", [](S& s) { s.log.verifies = false; }},
      {"evidence-fresh", "old", [](S& s) { s.log.last_evidence = s.now - hours(25); }},
      {"evidence-fresh", "never", [](S& s) { s.log.last_evidence.reset(); }},
      {"witness-recent", "old", [](S& s) { s.log.last_witness = s.now - hours(25); }},
      {"witness-recent", "never", [](S& s) { s.log.last_witness.reset(); }},
      {"log-kept", "does not verify", [](S& s) { s.log.verifies = false; }},
      {"log-kept", "no log", [](S& s) { s.log.first_entry.reset(); }},
      {"log-without-people", "an address", [](S& s) { s.log.named_people = {"entry 3"}; }},
      {"two-people", "one key", [](S& s) { s.log.people_with_key = 1; }},
      {"two-people", "no dpo", [](S& s) { s.log.roles_with_key = {Role::kController}; }},
      {"dpo-first", "never", [](S& s) { s.log.first_dpo_signature.reset(); }},
      {"dpo-first", "afterwards", [](S& s) { s.log.first_dpo_signature = s.now; }},
      {"nothing-void", "a void one", [](S& s) { s.log.void_signatures = {"D01 store (camera)"}; }},
      {"dpia-complete", "none", [](S& s) { s.assessment = {}; }},
      {"dpia-complete", "a question open", [](S& s) { s.assessment.unanswered = {"213"}; }},
      {"views-recorded", "neither", [](S& s) { s.assessment.has_views = false; }},
      {"residual-risk", "high", [](S& s) { s.assessment.residual = 3; }},
      {"residual-risk", "not rated", [](S& s) { s.assessment.residual.reset(); }},
      {"requests-bounded", "forgotten", [](S& s) { s.oldest_request = s.now - hours(24 * 91); }},
  };
}

std::vector<Mutation> mutations() {
  auto all = settings_mutations();
  for (const auto& more : {program_mutations(), machine_and_people_mutations()}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

TEST(Checks, PassWhereAllIsWell) {
  for (const Check& check : all_checks()) {
    const Finding finding = check.run(good());
    EXPECT_EQ(finding.outcome, Outcome::kPassed) << check.name << ": " << finding.value;
    EXPECT_FALSE(finding.value.empty()) << check.name;
    EXPECT_TRUE(finding.mend.empty()) << check.name;
  }
}

TEST(Checks, EachFailsWhenItsConditionIsBroken) {
  for (const Mutation& mutation : mutations()) {
    const Check* check = find_check(mutation.check);
    ASSERT_NE(check, nullptr) << mutation.check;
    Situation broken = good();
    mutation.break_it(broken);
    const Evidence before = examine(*check, good()), after = examine(*check, broken);
    EXPECT_NE(after.finding.outcome, Outcome::kPassed) << mutation.check << ": " << mutation.what;
    EXPECT_FALSE(after.finding.mend.empty()) << mutation.check << ": " << mutation.what;
    EXPECT_NE(after.sha256, before.sha256) << mutation.check << ": " << mutation.what;
  }
}

TEST(Checks, NoneIsAConstant) {
  std::set<std::string> broken;
  for (const Mutation& mutation : mutations()) broken.insert(mutation.check);
  for (const Check& check : all_checks()) {
    EXPECT_TRUE(broken.contains(check.name)) << check.name << " was never seen to fail";
  }
}

TEST(Checks, AreTheOnesThatTheCatalogueNames) {
  std::set<std::string> named, there;
  for (const Requirement& one : catalogue().requirements) {
    named.insert(one.checks.begin(), one.checks.end());
  }
  for (const Check& check : all_checks()) {
    EXPECT_TRUE(there.insert(check.name).second) << check.name << " is there twice";
  }
  EXPECT_EQ(named, there);
}

TEST(Checks, EveryReleasedFigureIsClassed) {
  std::set<std::string> declared;
  for (const DataClass& data : catalogue().data) {
    declared.insert(data.metrics.begin(), data.metrics.end());
  }
  for (const std::string& metric : released_metrics()) {
    EXPECT_TRUE(declared.contains(metric))
        << metric << " is not in govern/figures.toml; class it there";
  }
}

TEST(Checks, AnObjectionSpotIsAWay) {
  Situation s = good();
  s.store.privacy.read_marks = false;
  s.store.zones.push_back(zone("spot", config::ZoneType::kObjection, 1));
  EXPECT_EQ(find_check("objection-way")->run(s).outcome, Outcome::kPassed);
}

TEST(Checks, KnowWhichAddressesAreInTheHouse) {
  using internal::Link;
  using internal::link_of;
  for (const char* source : {"video.mp4", "rtsp://10.1.2.3/x", "rtsp://172.16.0.1/x",
                             "rtsp://172.31.255.255", "rtsp://user@192.168.0.9:554/x",
                             "rtsp://127.0.0.1:8554/door", "rtsp://camera/x", "http://cam.local/x",
                             "rtsp://[fd00::1]/x", "rtsp://[::1]:8554/x", "rtsp://169.254.3.4/x"}) {
    EXPECT_EQ(link_of(source), Link::kPrivate) << source;
  }
  for (const char* source : {"rtsp://8.8.8.8/x", "rtsp://172.32.0.1/x", "http://camera.example/x",
                             "rtsp://[2001:db8::1]/x", "rtsp://10.0.0.1.example/x",
                             "rtsp://user@1.2.3.4/10.0.0.1", "rtsp:///x"}) {
    EXPECT_EQ(link_of(source), Link::kPublicAndPlain) << source;
  }
  EXPECT_EQ(link_of("rtsps://8.8.8.8/x"), Link::kEncrypted);
}

TEST(Checks, ReadTheMachine) {
  const HostFacts host = probe_host();
  EXPECT_TRUE(host.plain_swap.has_value());
  EXPECT_TRUE(host.core_limit.has_value());
}

}  // namespace
}  // namespace sillage::govern
