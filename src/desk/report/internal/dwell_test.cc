// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/dwell.h"

#include <cmath>

#include <gtest/gtest.h>

#include "desk/report/internal/sample_input.h"

namespace sillage::desk::report {
namespace {

using sample::stays;

Dwell dwell_of_bins(const std::vector<std::vector<wire::Figure>>& bins) {
  std::vector<wire::Release> releases;
  Instant t{};
  for (const auto& figures : bins) {
    releases.push_back(sample::release(sample::header(t), figures));
    t += std::chrono::minutes(15);
  }
  return dwell_of(releases, "a");
}

TEST(Dwell, CountsAMergedGroupOnce) {
  const Dwell dwell = dwell_of_bins({{stays("a", 5, 10, 20), stays("a", 10, 20, 12, "g"),
                                      stays("a", 20, 40, 12, "g"), stays("b", 5, 10, 99)}});
  ASSERT_EQ(dwell.classes.size(), 2u);
  EXPECT_EQ(dwell.stays, 32);
  EXPECT_TRUE(dwell.classes[1].merged);
  EXPECT_EQ(dwell.classes[1].from_s, 10);
  EXPECT_EQ(dwell.classes[1].to_s, 40);
  EXPECT_EQ(dwell.classes[1].stays, 12);
}

TEST(Dwell, KeepsTogetherWhatOneBinKnowsOnlyTogether) {
  const Dwell dwell = dwell_of_bins(
      {{stays("a", 5, 10, 20), stays("a", 10, 20, 15), stays("a", 20, 40, 11)},
       {stays("a", 5, 10, 10), stays("a", 10, 20, 13, "g"), stays("a", 20, 40, 13, "g")}});
  ASSERT_EQ(dwell.classes.size(), 2u);
  EXPECT_EQ(dwell.classes[0].stays, 30);
  EXPECT_FALSE(dwell.classes[0].merged);
  EXPECT_EQ(dwell.classes[1].stays, 15 + 11 + 13);
  EXPECT_TRUE(dwell.classes[1].merged);
}

TEST(Dwell, LosesNoDetailToAnEmptyRestOfAnotherBin) {
  const Dwell dwell = dwell_of_bins({{stays("a", 5, 10, 20), stays("a", 10, kOpenEndS, 0)},
                                     {stays("a", 5, 10, 10), stays("a", 10, 20, 12)}});
  ASSERT_EQ(dwell.classes.size(), 2u);
  EXPECT_EQ(dwell.classes[0].stays, 30);
  EXPECT_EQ(dwell.classes[1].stays, 12);
  EXPECT_EQ(dwell.classes[1].to_s, 20);
}

TEST(Dwell, CountsBinsByWhatTheyShow) {
  const Dwell dwell =
      dwell_of_bins({{stays("a", 5, 10, 20)}, {stays("a", 5, 10, std::nullopt)}, {}});
  EXPECT_EQ(dwell.bins_shown, 1);
  EXPECT_EQ(dwell.bins_withheld, 1);
  EXPECT_EQ(dwell.bins_missing, 1);
  EXPECT_FALSE(dwell.partial);
}

TEST(Quantile, IsLinearInLogDurationInsideAClass) {
  const Dwell dwell = dwell_of_bins({{stays("a", 10, 20, 60), stays("a", 20, 40, 40)}});
  EXPECT_NEAR(*quantile_s(dwell, 0.3), 10 * std::sqrt(2.0), 1e-9);
  EXPECT_NEAR(*quantile_s(dwell, 0.6), 20, 1e-9);
  EXPECT_NEAR(*quantile_s(dwell, 0.8), 20 * std::sqrt(2.0), 1e-9);
  EXPECT_NEAR(*quantile_s(dwell, 1), 40, 1e-9);
}

TEST(Quantile, SkipsEmptyClasses) {
  const Dwell dwell = dwell_of_bins({{stays("a", 5, 10, 0), stays("a", 10, 20, 50),
                                      stays("a", 20, 40, 0), stays("a", 40, 80, 50)}});
  EXPECT_NEAR(*quantile_s(dwell, 0.5), 20, 1e-9);
  EXPECT_NEAR(*quantile_s(dwell, 0.0), 10, 1e-9);
}

TEST(Quantile, IsNotGivenInsideAnOpenClass) {
  const Dwell dwell = dwell_of_bins({{stays("a", 10, 20, 60), stays("a", 20, kOpenEndS, 40)}});
  EXPECT_TRUE(quantile_s(dwell, 0.6));
  EXPECT_FALSE(quantile_s(dwell, 0.7));
}

TEST(Quantile, IsNotGivenForAPartOfTheStays) {
  const Dwell dwell = dwell_of_bins({{stays("a", 5, 10, 20), stays("a", 10, 20, std::nullopt)}});
  EXPECT_TRUE(dwell.partial);
  EXPECT_FALSE(quantile_s(dwell, 0.5));
  EXPECT_FALSE(quantile_s(dwell_of_bins({{}}), 0.5));
}

}  // namespace
}  // namespace sillage::desk::report
