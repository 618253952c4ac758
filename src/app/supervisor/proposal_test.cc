// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/proposal.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/supervisor/live_counts.h"
#include "base/files.h"
#include "base/testing/temporary.h"
#include "config/reader.h"

namespace sillage::app {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

config::StoreConfig a_store() {
  auto store = config::parse(R"(
[store]
id = "corner"
name = "Corner shop"
[[camera]]
id = "door"
name = "Door"
source = "rtsp://10.0.0.5/1"
[[line]]
id = "in"
name = "In"
from = [0, 0]
to = [2, 0]
inside = [1, 3]
[measure]
entry_confirm_s = 4
)",
                             "store.toml");
  EXPECT_TRUE(store) << store.error().to_string();
  return *store;
}

class Proposals : public testing::Test {
 protected:
  Proposals() {
    std::ofstream(config_) << "# by hand\n" << config::to_toml(current_);
    wanted_.store = current_;
  }
  Result<Proposal> propose() {
    const auto written = write_proposal(database_, wanted_);
    EXPECT_TRUE(written) << written.error().to_string();
    return read_proposal(database_, current_);
  }
  std::string secrets() { return read_file(secrets_beside(config_), 1000).value_or(""); }

  TemporaryFolder folder_;
  fs::path database_ = folder_.path() / "store.db", config_ = folder_.path() / "store.toml";
  config::StoreConfig current_ = a_store();
  desk::SetUp wanted_;
};

TEST_F(Proposals, BecomeTheConfigurationAndItsPasswords) {
  config::Camera till;
  till.id = CameraId("till");
  till.name = "Till";
  till.source = "rtsp://10.0.0.6/1";
  wanted_.store.cameras.push_back(till);
  wanted_.store.lines[0].name = "Main door";
  wanted_.logins[CameraId("till")] = {"viewer", "a b#"};
  const auto proposal = propose();
  ASSERT_TRUE(proposal) << proposal.error().to_string();
  ASSERT_TRUE(put_in_force(*proposal, config_));
  const auto loaded = config::load(config_);
  ASSERT_TRUE(loaded) << loaded.error().to_string();
  EXPECT_EQ(config::to_toml(*loaded), config::to_toml(wanted_.store));
  EXPECT_EQ(read_secrets(secrets_beside(config_))->at(CameraId("till")).password, "a b#");
  EXPECT_THAT(*read_file(fs::path(config_).concat(".before-dashboard"), 9999),
              testing::StartsWith("# by hand\n"));
  const auto rights = fs::status(fs::path(database_).concat(".set-up.secrets")).permissions();
  EXPECT_EQ(rights & (fs::perms::group_all | fs::perms::others_all), fs::perms::none);
}

TEST_F(Proposals, ChangeNothingThatADashboardMayNot) {
  wanted_.store.measure.entry_confirm_s = 0;
  wanted_.store.privacy.bin_minutes = 60;
  wanted_.store.governance.purposes.clear();
  const auto proposal = propose();
  ASSERT_TRUE(proposal) << proposal.error().to_string();
  EXPECT_EQ(config::to_toml(proposal->store), config::to_toml(current_));
}

TEST_F(Proposals, OfAnotherStoreOrWithoutACameraOrWithAFileAreRefused) {
  wanted_.store.id = StoreId("other");
  EXPECT_THAT(propose().error().to_string(), HasSubstr("set up that one"));
  wanted_.store = current_;
  wanted_.store.cameras[0].source = "/etc/shadow";
  EXPECT_THAT(propose().error().to_string(), HasSubstr("give it an address that begins with"));
  wanted_.store.cameras.clear();
  EXPECT_THAT(propose().error().to_string(), HasSubstr("until one is added"));
}

TEST_F(Proposals, APasswordIsNotSentToAnotherAddress) {
  std::ofstream(secrets_beside(config_)) << "door admin secret\n";
  fs::permissions(secrets_beside(config_), fs::perms::owner_read | fs::perms::owner_write);
  ASSERT_TRUE(put_in_force(*propose(), config_));
  EXPECT_THAT(secrets(), HasSubstr("door admin secret"));
  wanted_.store.cameras[0].source = "rtsp://198.51.100.7/1";
  ASSERT_TRUE(put_in_force(*propose(), config_));
  EXPECT_EQ(secrets(), "");
}

TEST_F(Proposals, APasswordCannotBringALineOfItsOwn) {
  wanted_.logins[CameraId("door")] = {"admin", "x\ntill admin y"};
  EXPECT_THAT(write_proposal(database_, wanted_).error().to_string(),
              HasSubstr("give it another one"));
}

wire::ReleaseHeader bin_at(Instant start) {
  wire::ReleaseHeader header;
  header.bin_start = start;
  header.bin_end = start + std::chrono::minutes(15);
  return header;
}

std::vector<wire::Figure> figures(double entries, double inside, std::optional<double> queue) {
  std::vector<wire::Figure> all(3);
  all[0].metric = wire::Metric::kEntries;
  all[0].value = entries;
  all[1].metric = wire::Metric::kOccupancyMean;
  all[1].value = inside;
  all[2].metric = wire::Metric::kQueueLengthMean;
  all[2].scope = "queue";
  all[2].value = queue;
  if (!queue) all[2].state = wire::FigureState::kWithheld;
  return all;
}

TEST(LiveCounts, AreThoseOfTheNewestBinAndOfTheLocalDay) {
  LiveCounts counts(*desk::Calendar::create("Europe/Paris"));
  const Instant midnight = *parse_iso8601("2026-11-22T23:00:00Z");
  const auto nine = midnight + std::chrono::hours(9), later = nine + std::chrono::minutes(15);
  counts.note(bin_at(midnight - std::chrono::minutes(15)), figures(50, 9, 1));
  counts.note(bin_at(nine), figures(7, 3.2, 1));
  counts.note(bin_at(nine), figures(8, 3.4, 1));  // corrected
  counts.note(bin_at(later), figures(5, 4.6, std::nullopt));
  desk::LiveState live;
  counts.put(live, later + std::chrono::minutes(20));
  EXPECT_EQ(live.inside, 5);
  EXPECT_EQ(live.entries_today, 13);
  EXPECT_EQ(live.at, later + std::chrono::minutes(15));
  ASSERT_EQ(live.queues.size(), 1u);
  EXPECT_FALSE(live.queues[0].length);
}

TEST(LiveCounts, ThatAreOldAreNone) {
  LiveCounts counts(*desk::Calendar::create("Europe/Paris"));
  const Instant nine = *parse_iso8601("2026-11-23T08:00:00Z");
  counts.note(bin_at(nine), figures(7, 3.2, 1));
  desk::LiveState live;
  counts.put(live, nine + std::chrono::hours(1));
  EXPECT_FALSE(live.inside);
  EXPECT_FALSE(live.at);
}

}  // namespace
}  // namespace sillage::app
