// SPDX-License-Identifier: Apache-2.0
#include "sim/truth/run.h"

#include <cmath>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"
#include "base/testing/temporary.h"
#include "sim/plan/local_time.h"
#include "sim/plan/reader.h"
#include "sim/plan/testing/small_plan.h"
#include "sim/truth/figure_rows.h"

namespace sillage::sim {
namespace {

using ::testing::HasSubstr;

Plan morning() {
  const auto plan = parse(testing::small_plan() + R"(
[opening]
monday = "09:00-11:00"
tuesday = "09:00-11:00"
[arrivals]
visitors_per_day = 60
street_hours = [0,0,0,0,0,0,0,0,1,1,1,0,0,0,0,0,0,0,0,0,0,0,0,0]
)",
                          "plan.toml");
  EXPECT_TRUE(plan) << plan.error().to_string();
  return *plan;
}

class Run : public ::testing::Test {
 protected:
  RunOptions options(const std::string& name, std::uint64_t seed = 1) const {
    RunOptions options;
    options.days = 2;
    options.seed = seed;
    options.start = *parse_date("2026-01-05");
    options.folder = folder_.path() / name;
    options.trajectories = true;
    return options;
  }
  std::string file(const std::string& run, const std::string& name) const {
    const auto text = read_file(folder_.path() / run / name);
    EXPECT_TRUE(text) << text.error().to_string();
    return text.value_or("");
  }

  TemporaryFolder folder_;
};

TEST_F(Run, TheSameSeedGivesTheSameBytes) {
  const Plan plan = morning();
  const auto first = run(plan, options("a")), second = run(plan, options("b"));
  const auto other = run(plan, options("c", 2));
  ASSERT_TRUE(first && second && other) << first.error().to_string();
  ASSERT_EQ(first->written.size(), 9u);
  for (const std::string& name : first->written) {
    const std::string text = file("a", name);
    EXPECT_GT(text.size(), 50u) << name;
    EXPECT_EQ(text, file("b", name)) << name;
    EXPECT_NE(text, file("c", name)) << name;
  }
}

TEST_F(Run, EveryRowSaysThatItIsSimulated) {
  const auto result = run(morning(), options("a"));
  ASSERT_TRUE(result);
  for (const std::string& name : result->written) {
    if (!name.ends_with(".csv")) continue;
    std::istringstream lines(file("a", name));
    std::string line, header;
    std::getline(lines, header);
    const auto columns = std::count(header.begin(), header.end(), ',');
    while (std::getline(lines, line)) {
      ASSERT_TRUE(line.starts_with("simulated,")) << name << ": " << line;
      ASSERT_EQ(std::count(line.begin(), line.end(), ','), columns) << name << ": " << line;
    }
  }
}

TEST_F(Run, FiguresAgreeWithOneAnother) {
  const auto result = run(morning(), options("a"));
  ASSERT_TRUE(result);
  const BinFigures& total = result->total;
  EXPECT_EQ(result->open_days, 2);
  EXPECT_GT(total.visits, 60);
  EXPECT_NEAR(static_cast<double>(total.crowd.lines[0].entries),
              static_cast<double>(total.crowd.lines[0].exits), 3)
      << "everybody leaves; a few cut the corner beside the line";
  EXPECT_EQ(total.staff.lines[0].entries, total.staff.lines[0].exits);
  std::int64_t segments = 0, classes = 0;
  for (const auto& row : total.segments) {
    for (const std::int64_t count : row) segments += count;
  }
  for (const std::int64_t count : total.visit_duration.classes) classes += count;
  EXPECT_EQ(segments, total.visits);
  EXPECT_EQ(classes, total.visits);
  EXPECT_EQ(total.tills[0].joined, total.tills[0].abandoned + total.tills[0].service.count);
  EXPECT_LE(total.units, total.visits);
  EXPECT_NEAR(total.occupancy_mean * 2 * 86400, total.visit_duration.sum_s,
              total.visit_duration.sum_s * 0.02)
      << "Little: people inside times time is the time they spent inside";
}

TEST_F(Run, StopsWhenAskedAndLeavesNothing) {
  RunOptions stopping = options("a");
  stopping.on_day = [](int, const DayFigures&) -> Result<void> {
    return fail(ErrorCode::kCancelled, "stopped on request; start again");
  };
  const auto result = run(morning(), stopping);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kCancelled);
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path() / "a"));
}

TEST_F(Run, WhatWasBeforeIsTheSameOfADayThatBreaksOff) {
  RunOptions whole = options("a");
  whole.days = 1;
  whole.folder.clear();
  whole.truth.bin_minutes = 15;
  RunOptions broken_off = whole;
  std::vector<BinFigures> all, first;
  whole.on_day = [&](int, const DayFigures& day) -> Result<void> {
    all = day.bins;
    return {};
  };
  broken_off.on_day = [&](int, const DayFigures& day) -> Result<void> {
    first = day.bins;
    return {};
  };
  constexpr std::size_t kTen = 40;  // bins since midnight
  ASSERT_TRUE(run(morning(), whole));
  broken_off.until = all[kTen].start + std::chrono::minutes(5);
  ASSERT_TRUE(run(morning(), broken_off));
  ASSERT_EQ(first.size(), all.size());
  std::int64_t entries = 0;
  for (std::size_t i = 0; i < kTen; ++i) {
    EXPECT_EQ(first[i].crowd.lines[0].entries, all[i].crowd.lines[0].entries) << i;
    EXPECT_EQ(first[i].visits, all[i].visits) << i;
    EXPECT_EQ(first[i].units, all[i].units) << i;
    EXPECT_EQ(first[i].flows, all[i].flows) << i;
    EXPECT_DOUBLE_EQ(first[i].occupancy_mean, all[i].occupancy_mean) << i;
    EXPECT_EQ(first[i].tills[0].joined, all[i].tills[0].joined) << i;
    entries += all[i].crowd.lines[0].entries;
  }
  EXPECT_GT(entries, 10);
  EXPECT_GT(all[kTen + 2].crowd.lines[0].entries, 0);
  EXPECT_EQ(first[kTen + 2].crowd.lines[0].entries, 0);
}

TEST_F(Run, BinsMustMakeUpADay) {
  RunOptions bad = options("a");
  bad.truth.bin_minutes = 7;
  const auto result = run(morning(), bad);
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message, HasSubstr("use a divisor of 1440"));
}

TEST_F(Run, PeopleWalkLikePeople) {
  RunOptions quiet = options("a");
  quiet.folder.clear();
  quiet.trajectories = false;
  const auto result = run(morning(), quiet);
  ASSERT_TRUE(result);
  const Comparison& alone = result->comparisons.front();
  EXPECT_EQ(alone.unit, "m/s");
  EXPECT_GT(alone.count, 100);
  EXPECT_NEAR(alone.mean, 1.34, 0.08) << "Weidmann 1993";
  ASSERT_TRUE(alone.deviation);
  EXPECT_NEAR(*alone.deviation, 0.26, 0.06);
  for (const Comparison& row : result->comparisons) EXPECT_FALSE(row.source.empty()) << row.what;
}

TEST(Spread, MeanAndDeviation) {
  Spread spread;
  EXPECT_EQ(spread.deviation(), 0);
  for (const double x : {2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0}) spread.add(x);
  EXPECT_DOUBLE_EQ(spread.mean(), 5);
  EXPECT_NEAR(spread.deviation(), std::sqrt(32.0 / 7), 1e-12);
}

TEST(FigureRows, SumsAddUp) {
  const Plan plan = morning();
  BinFigures a, b;
  a.start = Instant(std::chrono::hours(1)), a.end = a.start + std::chrono::minutes(15);
  b.start = a.end, b.end = b.start + std::chrono::minutes(45);
  for (BinFigures* bin : {&a, &b}) {
    for (CrowdFigures* crowd : {&bin->crowd, &bin->staff}) {
      crowd->lines.resize(1);
      crowd->zones.resize(plan.zones.size());
    }
    bin->tills.resize(1);
    bin->reach.resize(plan.zones.size());
  }
  a.visits = 2, b.visits = 3;
  a.occupancy_mean = 4, b.occupancy_mean = 8;
  a.occupancy_max = 6, b.occupancy_max = 5;
  a.crowd.zones[1].dwell.add(30), b.crowd.zones[1].dwell.add(50);
  BinFigures total;
  add_to(total, a);
  add_to(total, b);
  EXPECT_EQ(total.visits, 5);
  EXPECT_DOUBLE_EQ(total.occupancy_mean, 7);
  EXPECT_EQ(total.occupancy_max, 6);
  double mean = 0, classes = 0;
  for (const FigureRow& row : rows_of(plan, total)) {
    if (row.metric == "dwell_mean_s") mean = row.value;
    if (row.metric == "dwell") classes += row.value;
    EXPECT_NE(row.metric, "bounces") << "what is 0 is left out";
  }
  EXPECT_DOUBLE_EQ(mean, 40);
  EXPECT_DOUBLE_EQ(classes, 2);
}

}  // namespace
}  // namespace sillage::sim
