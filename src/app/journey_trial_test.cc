// SPDX-License-Identifier: Apache-2.0
#include "app/journey_trial.h"

#include <string>

#include <gtest/gtest.h>

#include "sim/plan/local_time.h"
#include "sim/plan/reader.h"
#include "sim/plan/testing/small_plan.h"

namespace sillage::app {
namespace {

sim::Plan small_store() {
  const auto plan = sim::parse(sim::testing::small_plan(), "plan.toml");
  EXPECT_TRUE(plan) << plan.error().to_string();
  return *plan;
}

JourneyTrialOptions minutes_of_noon(std::vector<int> levels, bool perfect) {
  JourneyTrialOptions options;
  options.date = *sim::parse_date("2026-01-07");
  options.from = std::chrono::hours(12);
  options.hours = 0.25;
  options.levels = std::move(levels);
  options.perfect = perfect;
  return options;
}

TEST(JourneyTrial, GivesARowPerLevelAndTheSameEachTime) {
  const auto plan = small_store();
  const auto options = minutes_of_noon({1, 2, 3}, false);
  const auto first = try_journeys(plan, options), again = try_journeys(plan, options);
  ASSERT_TRUE(first) << first.error().to_string();
  ASSERT_TRUE(again);
  ASSERT_EQ(first->size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    const JourneyResult &a = (*first)[i], &b = (*again)[i];
    EXPECT_EQ(a.level, static_cast<int>(i) + 1);
    EXPECT_GT(a.figures.people, 0);
    EXPECT_GT(a.figures.idtp, 0);
    EXPECT_EQ(a.figures.idtp, b.figures.idtp);
    EXPECT_EQ(a.figures.links, b.figures.links);
    EXPECT_EQ(a.possible_links, b.possible_links);
    EXPECT_EQ(a.flows.off, b.flows.off);
  }
  EXPECT_EQ((*first)[0].possible_links, 0);  // nobody is handed over below L2
}

TEST(JourneyTrial, PerfectSightingsAreBetterThanNoisyOnes) {
  const auto plan = small_store();
  const auto perfect = try_journeys(plan, minutes_of_noon({2}, true));
  const auto noisy = try_journeys(plan, minutes_of_noon({2}, false));
  ASSERT_TRUE(perfect && noisy);
  EXPECT_GT(perfect->front().figures.idf1, noisy->front().figures.idf1);
  EXPECT_LT(perfect->front().zone_visits.relative(), noisy->front().zone_visits.relative() + 0.2);
}

TEST(JourneyTrial, PossibleLinksReachTheFigures) {
  const auto plan = sim::load(std::string(SILLAGE_SOURCE_DIR) + "/examples/blind-store");
  ASSERT_TRUE(plan) << plan.error().to_string();
  const auto noisy = try_journeys(*plan, minutes_of_noon({1, 2}, false));
  ASSERT_TRUE(noisy);
  const JourneyResult &alone = noisy->front(), &linked = noisy->back();
  EXPECT_EQ(alone.flows.off, alone.flows_links_only.off);
  ASSERT_GT(linked.possible_links, 10);
  EXPECT_FALSE(alone.flows_have_parts);
  EXPECT_TRUE(linked.flows_have_parts);
}

}  // namespace
}  // namespace sillage::app
