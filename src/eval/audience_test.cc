// SPDX-License-Identifier: Apache-2.0
#include "eval/audience.h"

#include <cmath>

#include <gtest/gtest.h>

namespace sillage::eval {
namespace {

using enum AudienceAnswer;

/// Inverts exactly, where it can.
double exact(double f, double m, const AuditCounts& c) {
  const double q = f / (f + m), nf = c[0][0] + c[0][1] + c[0][2], nm = c[1][0] + c[1][1] + c[1][2];
  const double of_f = c[0][0] / nf - q * (c[0][0] + c[0][1]) / nf;
  const double of_m = c[1][0] / nm - q * (c[1][0] + c[1][1]) / nm;
  return -of_m / (of_f - of_m);
}

/// Their looks say so, a little differently each.
AuditedPeople people(int of_each, int wrong, int unknown, const std::string& light) {
  AuditedPeople made;
  for (const bool feminine : {true, false}) {
    for (int i = 0; i < of_each; ++i) {
      const double said = i < wrong ? -1 : i < wrong + unknown ? 0.1 : 1;
      const std::string body = light + (feminine ? "f" : "m") + std::to_string(i);
      made.push_back({body,
                      feminine,
                      (feminine ? said : -said) * (1 + 0.001 * i),
                      1,
                      kUnknown,
                      {{"light", light}}});
    }
  }
  return answered_by({0, 0.5}, made);
}

TEST(AudienceFigures, CountAnswersAndGroups) {
  auto all = people(40, 4, 10, "bright");
  for (auto& person : people(40, 12, 10, "dim")) all.push_back(person);
  const AudienceFigures figures =
      audience_figures(all, {{}, {{{50, 10, 20}, {10, 50, 20}}}}, exact);
  EXPECT_EQ(figures.people, 160);
  EXPECT_NEAR(figures.answered, 0.75, 1e-9);
  EXPECT_NEAR(figures.accuracy, 88.0 / 120, 1e-9);
  ASSERT_EQ(figures.groups.size(), 2u);
  EXPECT_EQ(figures.groups[1].value, "dim");
  EXPECT_NEAR(figures.groups[1].balanced_accuracy.value_or(0), 18.0 / 30, 1e-9);
  EXPECT_NEAR(figures.worst_gap_points, 100 * (88.0 / 120 - 0.6), 1e-6);
}

TEST(AudienceFigures, ZonesHaveAuditsOfWhoStayedThere) {
  auto all = people(20, 4, 0, "any");
  for (std::size_t i = 0; i < all.size(); i += 2) all[i].zones = {"shelf", "tills"};
  all[0].zones = {"shelf"};
  const AudienceFigures figures = audience_figures(all, {{}, {{{36, 4, 0}, {4, 36, 0}}}}, exact);
  ASSERT_EQ(figures.zones.size(), 2u);
  EXPECT_EQ(figures.zones.at("shelf"), (AuditCounts{{{8, 2, 0}, {2, 8, 0}}}));
  EXPECT_EQ(figures.zones.at("tills"), (AuditCounts{{{8, 1, 0}, {2, 8, 0}}}));
}

TEST(AudienceFigures, CorrectionByAnAuditOfTheSamePeopleIsExact) {
  const auto all = people(60, 12, 12, "any");
  const AudienceFigures own =
      audience_figures(all, {{0, 0.5}, {{{36, 12, 12}, {12, 36, 12}}}}, exact);
  EXPECT_NEAR(own.share_error_given, 0, 1e-6);
  EXPECT_GT(own.share_error_before, 5);
  // Of 200 visitors 160 are answered about, 120 of them rightly: a share is told by half of its
  // slope.
  EXPECT_NEAR(own.share_error_resampled, 100 * std::sqrt(0.25 / 160) / 0.5, 1);
  EXPECT_GT(own.share_error_after, 0.5) << "other people might have been audited";
  const AudienceFigures other =
      audience_figures(all, {{0, 0.5}, {{{48, 2, 10}, {2, 48, 10}}}}, exact);
  EXPECT_GT(other.share_error_given, 3) << "an audit of other cameras does not hold here";
}

/// An audit of four times as many people is half as far off.
TEST(AudienceFigures, TheErrorByChanceIsThatOfAllWhoWereAudited) {
  const GivenAudit given{{0, 0.5}, {{{36, 12, 12}, {12, 36, 12}}}};
  const double few = audience_figures(people(50, 10, 10, "any"), given, exact).share_error_after;
  const double many = audience_figures(people(200, 40, 40, "any"), given, exact).share_error_after;
  EXPECT_NEAR(many, few / 2, 0.1 * few);
  // That few erred is no proof that few do.
  EXPECT_GT(audience_figures(people(15, 0, 0, "any"), given, exact).share_error_after, 3);
}

TEST(AudienceFigures, SmallGroupsAreNamedAndNotJudged) {
  auto all = people(40, 4, 0, "bright");
  for (auto& person : people(5, 5, 0, "dim")) all.push_back(person);
  const AudienceFigures figures = audience_figures(all, {{}, {{{36, 4, 0}, {4, 36, 0}}}}, exact);
  EXPECT_FALSE(figures.groups[1].is_judged);
  EXPECT_LT(figures.worst_gap_points, 1);
}

TEST(AudienceFigures, AGroupOfOnePresentationHasNoBalancedAccuracy) {
  auto all = people(40, 4, 0, "bright");
  for (int i = 0; i < 20; ++i) {
    all.push_back({"dress" + std::to_string(i), true, 1, 1, kFeminine, {{"wears", "dress"}}});
  }
  const AudienceFigures figures = audience_figures(all, {{}, {{{36, 4, 0}, {4, 36, 0}}}}, exact);
  EXPECT_FALSE(figures.groups[1].balanced_accuracy.has_value());
  EXPECT_FALSE(figures.groups[1].is_judged);
  EXPECT_TRUE(figures.groups[0].balanced_accuracy.has_value());
  EXPECT_FALSE(audience_figures({}, {}, exact).balanced_accuracy.has_value());
}

TEST(AudienceFigures, WhatCouldNotBeMeasuredIsNotWithinTheLimits) {
  AuditedPeople women = people(40, 4, 0, "bright");
  women.resize(40);
  const AudienceFigures figures = audience_figures(women, {{}, {{{36, 4, 0}, {4, 36, 0}}}}, exact);
  EXPECT_EQ(figures.share_error_after, 100);
  EXPECT_EQ(figures.share_error_given, 100);
  EXPECT_FALSE(figures.rule);
}

}  // namespace
}  // namespace sillage::eval
