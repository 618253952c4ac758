// SPDX-License-Identifier: Apache-2.0
#include "sim/truth/trajectory_file.h"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"
#include "base/testing/temporary.h"
#include "sim/agents/store_day.h"
#include "sim/agents/testing/day_log.h"
#include "sim/plan/local_time.h"
#include "sim/plan/reader.h"
#include "sim/plan/testing/small_plan.h"

namespace sillage::sim {
namespace {

using testing::DayLog;
using ::testing::HasSubstr;

Plan short_day() {
  const auto plan = parse(testing::small_plan() + R"(
[opening]
monday = "10:00-11:00"
[arrivals]
visitors_per_day = 40
street_hours = [0,0,0,0,0,0,0,0,0,0,1,0,0,0,0,0,0,0,0,0,0,0,0,0]
)",
                          "plan.toml");
  EXPECT_TRUE(plan) << plan.error().to_string();
  return *plan;
}

class TrajectoryFile : public ::testing::Test {
 protected:
  /// A played day, told to the log and to the file.
  void write(DayLog& log) {
    Premises premises(short_day());
    StoreDay day(premises, 1, *parse_date("2026-01-05"));
    auto writer = TrajectoryWriter::create(path_);
    ASSERT_TRUE(writer) << writer.error().to_string();
    writer->begin_day(day.begins_at());
    day.watch(log);
    day.watch(*writer);
    day.run_to_end();
    ASSERT_TRUE(writer->finish());
  }

  TemporaryFolder folder_;
  std::filesystem::path path_ = folder_.path() / "paths.bin";
};

TEST_F(TrajectoryFile, ReplayTellsTheSame) {
  DayLog played, replayed;
  write(played);
  const auto result = replay(path_, replayed);
  ASSERT_TRUE(result) << result.error().to_string();
  ASSERT_GT(played.lives.size(), 50u);
  ASSERT_EQ(played.lives.size(), replayed.lives.size());
  std::size_t steps = 0;
  for (const auto& [id, life] : played.lives) {
    const DayLog::Life& other = replayed.lives.at(id);
    EXPECT_EQ(life.path, other.path) << "to the millimetre and the tick";
    EXPECT_EQ(life.from, other.from);
    EXPECT_EQ(life.to, other.to);
    EXPECT_EQ(life.person.role, other.person.role);
    EXPECT_EQ(life.person.unit, other.person.unit);
    EXPECT_EQ(life.person.prop, other.person.prop);
    EXPECT_NEAR(life.person.body.stature_m, other.person.body.stature_m, 0.001);
    steps += life.path.size();
  }
  EXPECT_LT(std::filesystem::file_size(path_), steps * 5) << "bytes per step";
}

TEST_F(TrajectoryFile, ThereIsNoFileUntilItIsWhole) {
  {
    auto writer = TrajectoryWriter::create(path_);
    ASSERT_TRUE(writer);
    EXPECT_FALSE(std::filesystem::exists(path_));
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path())) << "an unfinished one leaves nothing";
  const auto nowhere = TrajectoryWriter::create(folder_.path() / "no" / "such" / "folder");
  ASSERT_FALSE(nowhere);
  EXPECT_THAT(nowhere.error().message, HasSubstr("choose another folder"));
}

TEST_F(TrajectoryFile, DamagedFilesAreRefused) {
  DayLog played;
  write(played);
  const std::string whole = *read_file(path_);
  const auto told = [](const std::string& bytes) {
    std::istringstream in(bytes);
    DayLog log;
    return replay(in, "paths.bin", log);
  };
  ASSERT_TRUE(told(whole));
  EXPECT_THAT(told("").error().message, HasSubstr("make one with `sillage sim run"));
  EXPECT_THAT(told("SILPATH9").error().message, HasSubstr("no trajectory file of this version"));
  EXPECT_THAT(told(whole.substr(0, whole.size() / 2)).error().message,
              HasSubstr("the file ends here; the file is damaged, make it anew"));
  EXPECT_EQ(told(whole.substr(0, 8) + whole.substr(20)).error().code, ErrorCode::kDataLoss);
  EXPECT_THAT(replay("/nowhere/paths.bin", played).error().message, HasSubstr("check the path"));
}

}  // namespace
}  // namespace sillage::sim
