// SPDX-License-Identifier: Apache-2.0
#include "app/truth_comparison.h"

#include <cmath>

#include <gtest/gtest.h>

#include "app/segment_comparison.h"
#include "sim/plan/local_time.h"
#include "sim/plan/reader.h"
#include "sim/plan/testing/small_plan.h"

namespace sillage::app {
namespace {

const ComparedFigure* find(const std::vector<ComparedFigure>& figures, const std::string& metric,
                           const std::string& scope) {
  for (const ComparedFigure& figure : figures) {
    if (figure.metric == metric && figure.scope == scope) return &figure;
  }
  return nullptr;
}

/// A bin in which nothing happened, on both sides.
struct Empty {
  Empty() : plan(*sim::parse(sim::testing::small_plan(), "plan.toml")) {
    truth.start = Instant{};
    truth.end = truth.start + std::chrono::minutes(15);
    truth.crowd.lines.resize(plan.lines.size());
    truth.crowd.zones.resize(plan.zones.size());
    counted.start = truth.start;
    counted.end = truth.end;
    for (const auto& line : plan.lines) counted.lines[LineId(line.id)];
    for (const auto& zone : plan.zones) counted.zones[ZoneId(zone.id)];
  }
  sim::Plan plan;
  sim::BinFigures truth;
  floor::BinTally counted;
};

TEST(TruthComparison, CountsErrInBothDirections) {
  Empty bin;
  bin.truth.crowd.lines[0] = {.entries = 10, .exits = 4};
  bin.counted.lines.begin()->second.entries.count = 8;
  bin.counted.lines.begin()->second.exits.count = 5;
  const auto figures = compare_with_truth(bin.plan, {bin.truth}, {bin.counted});
  EXPECT_NEAR(find(figures, "entries", "")->relative_error(), 0.2, 1e-12);
  EXPECT_NEAR(find(figures, "exits", "")->relative_error(), 0.25, 1e-12);
  EXPECT_EQ(find(figures, "pass_by", "")->relative_error(), 0);
}

TEST(TruthComparison, WhatNeverHappenedIsWholeErrorWhenCounted) {
  Empty bin;
  bin.counted.groups.units = 3;
  const auto figures = compare_with_truth(bin.plan, {bin.truth}, {bin.counted});
  EXPECT_EQ(find(figures, "groups", "")->relative_error(), 1);
}

TEST(TruthComparison, AMisplacedTransitionIsTwoErrors) {
  Empty bin;
  ASSERT_GE(bin.plan.zones.size(), 2u);
  bin.truth.flows[{0, 1}] = 4;
  const auto id = [&](std::size_t zone) { return ZoneId(bin.plan.zones[zone].id); };
  bin.counted.flows[{id(0), id(1)}].count.thousandths = 3000;
  bin.counted.flows[{id(1), id(0)}].count.thousandths = 1000;
  const auto figures = compare_with_truth(bin.plan, {bin.truth}, {bin.counted});
  EXPECT_NEAR(find(figures, "flow_all", "")->relative_error(), 0.5, 1e-12);
}

TEST(TruthComparison, StaysThatAreCutOffGoOnLikeTheOthersOfTheirZone) {
  Empty bin;
  ASSERT_GE(bin.plan.zones.size(), 2u);
  auto& quick = bin.counted.zones.at(ZoneId(bin.plan.zones[0].id));
  auto& slow = bin.counted.zones.at(ZoneId(bin.plan.zones[1].id));
  quick.completed[2] = 3;  // 10 to 14 s
  quick.censored[1] = 1;
  slow.completed[12] = 4;  // 320 to 453 s
  const auto figures = compare_with_truth(bin.plan, {bin.truth}, {bin.counted});
  const double short_s = 10 * std::pow(2, 0.25), long_s = 320 * std::pow(2, 0.25);
  EXPECT_NEAR(find(figures, "dwell_mean_s", bin.plan.zones[0].id)->counted, short_s, 1e-9);
  EXPECT_NEAR(find(figures, "dwell_mean_s", "")->counted, (4 * short_s + 4 * long_s) / 8, 1e-9);
}

TEST(TruthComparison, OtherBinsAreLeftOut) {
  Empty bin;
  bin.truth.crowd.lines[0].entries = 10;
  floor::BinTally later = bin.counted;
  later.start = bin.counted.end;
  later.end = later.start + std::chrono::minutes(15);
  later.lines.begin()->second.entries.count = 99;
  const auto figures = compare_with_truth(bin.plan, {bin.truth}, {bin.counted, later});
  EXPECT_EQ(find(figures, "entries", "")->counted, 0);
}

/// Three hours of a store whose visitors are feminine by two thirds.
TEST(SegmentComparison, TruthIsThatOfThePlanAndAnswersAreCorrected) {
  auto plan = sim::load(std::string(SILLAGE_SOURCE_DIR) + "/examples/demo-store");
  ASSERT_TRUE(plan) << plan.error().to_string();
  plan->visitors.family_share = plan->visitors.unsure_share = 0;
  plan->visitors.feminine_share = 0.66;
  config::StoreConfig store = sim::store_config_of(*plan);
  store.audience.enabled = true;
  store.audience.audit = {80, 20, 10, 20, 80, 10};
  store.audience.worst_gap_points = store.audience.share_error_points = 0;
  floor::BinTally counted;
  counted.start = *parse_iso8601("2026-01-05T11:00:00+01:00");
  counted.end = counted.start + std::chrono::hours(3);
  counted.segments.emplace();
  // Answers that such an audit makes of two thirds: .66 x .8 + .34 x .2.
  counted.segments->zones[ZoneId("fruit")][4] = {50, 596, 404};
  counted.segments->zones[ZoneId("drinks")][4] = {50, 100, 900};
  counted.segments->zones[ZoneId("care")][4] = {0, 3, 12};
  const auto shares = compare_segments(*plan, store, 1, {counted});
  ASSERT_EQ(shares.size(), 3u);  // where nobody was answered there is no row
  const ComparedShare &care = shares[0], &drinks = shares[1], &fruit = shares[2];
  EXPECT_TRUE(care.is_withheld);
  EXPECT_FALSE(fruit.is_withheld);
  EXPECT_EQ(fruit.zone, "fruit");
  EXPECT_GT(fruit.people, 15);
  EXPECT_NEAR(fruit.truth, 0.66, 0.25);
  EXPECT_NEAR(fruit.told.value, 0.66, 0.03);
  EXPECT_TRUE(fruit.holds());
  EXPECT_FALSE(drinks.holds());
  EXPECT_NE(to_text(shares).find("1 of 2 intervals hold the truth"), std::string::npos);
}

TEST(SegmentComparison, TruthIsOfTheBinsAlone) {
  const auto plan = sim::load(std::string(SILLAGE_SOURCE_DIR) + "/examples/demo-store");
  ASSERT_TRUE(plan) << plan.error().to_string();
  config::StoreConfig store = sim::store_config_of(*plan);
  store.audience = {.enabled = true, .worst_gap_points = 0, .share_error_points = 0};
  const auto people_in = [&](std::initializer_list<int> hours) {
    std::vector<floor::BinTally> counted;
    for (const int hour : hours) {
      floor::BinTally& bin = counted.emplace_back();
      bin.start = *parse_iso8601("2026-01-05T11:00:00+01:00") + std::chrono::hours(hour);
      bin.end = bin.start + std::chrono::hours(1);
      bin.segments.emplace();
      bin.segments->zones[ZoneId("fruit")][4] = {0, 20, 20};
    }
    return compare_segments(*plan, store, 1, counted).front().people;
  };
  EXPECT_LT(people_in({0, 2}), people_in({0, 1, 2}));
  EXPECT_GT(people_in({0, 2}), people_in({0}));
}

}  // namespace
}  // namespace sillage::app
