// SPDX-License-Identifier: Apache-2.0
// `sillage sim sightings` on the small plan of the plan's own tests, then the tracker on it.
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/testing/temporary.h"
#include "sim/plan/testing/small_plan.h"
#include "tests/e2e/command.h"

namespace sillage::e2e {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

class SimSightings : public testing::Test {
 protected:
  SimSightings() {
    fs::create_directories(folder_ / "plan");
    std::ofstream(folder_ / "plan" / "plan.toml") << sim::testing::small_plan();
  }

  CommandResult see(const std::string& out, std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"sim",       "sightings", folder_ / "plan", "--from",     kFrom,
                                   "--seconds", "120",       "--out",          folder_ / out};
    words.insert(words.end(), more.begin(), more.end());
    return run_sillage(words);
  }
  std::string content(const std::string& file) const {
    return read_file(folder_ / file).value_or("(unreadable)");
  }

  static constexpr const char* kFrom = "2026-01-07T12:00:00Z";
  TemporaryFolder temporary_;
  fs::path folder_ = temporary_.path();
};

TEST_F(SimSightings, TheTrackerEatsWhatIsWritten) {
  const auto seen = see("seen", {"--perfect"});
  ASSERT_EQ(seen.exit_code, 0) << seen.err;
  EXPECT_THAT(seen.out, HasSubstr("corner: 1200 frames, "));
  EXPECT_THAT(seen.out, HasSubstr("Next: sillage track --mot "));
  const std::string sequence = folder_ / "seen" / "corner", tracks = folder_ / "tracks.txt";
  const auto tracked = run_sillage({"track", "--mot", sequence, "--out", tracks});
  ASSERT_EQ(tracked.exit_code, 0) << tracked.err;
  const auto judged = run_sillage({"eval", "track", "--gt", sequence, "--pred", tracks, "--json"});
  ASSERT_EQ(judged.exit_code, 0) << judged.err;
  const auto json = nlohmann::json::parse(judged.out);
  EXPECT_GT(json.dump().find("\"idf1\""), 0u);
  EXPECT_THAT(content("tracks.txt"), HasSubstr("\n"));
}

TEST_F(SimSightings, SameSeedSameFiles) {
  ASSERT_EQ(see("a").exit_code, 0);
  ASSERT_EQ(see("b").exit_code, 0);
  ASSERT_EQ(see("c", {"--seed", "2"}).exit_code, 0);
  EXPECT_EQ(content("a/corner/det/det.txt"), content("b/corner/det/det.txt"));
  EXPECT_EQ(content("a/corner/gt/gt.txt"), content("b/corner/gt/gt.txt"));
  EXPECT_NE(content("a/corner/det/det.txt"), content("c/corner/det/det.txt"));
}

TEST_F(SimSightings, SaysWhatIsWrong) {
  const auto unknown = see("x", {"--camera", "attic"});
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_THAT(unknown.err, HasSubstr("no camera 'attic'; name one of: corner"));
  ASSERT_EQ(see("twice").exit_code, 0);
  const auto twice = see("twice");
  EXPECT_EQ(twice.exit_code, 1);
  EXPECT_THAT(twice.err, HasSubstr("name another folder"));
}

}  // namespace
}  // namespace sillage::e2e
