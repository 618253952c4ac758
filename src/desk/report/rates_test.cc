// SPDX-License-Identifier: Apache-2.0
#include "desk/report/rates.h"

#include <gtest/gtest.h>

#include "desk/report/internal/sample_input.h"

namespace sillage::desk {
namespace {

using report::sample::figure;
using report::sample::withheld;
using wire::Metric;

std::vector<wire::Release> bins(const std::vector<std::vector<wire::Figure>>& figures) {
  std::vector<wire::Release> releases;
  wire::ReleaseHeader header =
      report::sample::header(report::sample::instant("2026-11-23T09:00:00Z"));
  for (const auto& of_bin : figures) {
    releases.push_back(report::sample::release(header, of_bin));
    header.bin_start += std::chrono::minutes(15);
    header.bin_end += std::chrono::minutes(15);
  }
  return releases;
}

TEST(Rates, AddUpOnlyBinsThatShowBoth) {
  const auto releases =
      bins({{figure(Metric::kTimedVisits, "", 40), figure(Metric::kBounces, "", 10)},
            {figure(Metric::kTimedVisits, "", 20), withheld(Metric::kBounces, "")},
            {figure(Metric::kTimedVisits, "", 60), figure(Metric::kBounces, "", 30)},
            {figure(Metric::kTimedVisits, "", 60)}});
  const Rate rate = bounce_rate(releases);
  ASSERT_TRUE(rate.value);
  EXPECT_DOUBLE_EQ(*rate.value, 0.4);
  EXPECT_EQ(rate.bins, 2);
  EXPECT_EQ(rate.withheld_bins, 1);
}

TEST(Rates, OfNobodyOrNothingObservedAreNull) {
  EXPECT_FALSE(bounce_rate({}).value);
  EXPECT_FALSE(
      bounce_rate(bins({{figure(Metric::kTimedVisits, "", 0), figure(Metric::kBounces, "", 0)}}))
          .value);
  const Rate rate = bounce_rate(bins({{figure(Metric::kTimedVisits, "", std::nullopt),
                                       figure(Metric::kBounces, "", std::nullopt)}}));
  EXPECT_FALSE(rate.value);
  EXPECT_EQ(rate.withheld_bins, 0);
}

TEST(Rates, OfCaptureHaveTwoMeanings) {
  const auto releases = bins({{figure(Metric::kEntries, "", 20), figure(Metric::kPassBy, "", 80)}});
  EXPECT_DOUBLE_EQ(*capture_rate(releases).value, 0.2);
  EXPECT_DOUBLE_EQ(*entries_per_pass_by(releases).value, 0.25);
}

TEST(Rates, OfZonesAreEachTheirOwn) {
  const auto releases = bins(
      {{figure(Metric::kTimedVisits, "", 50), figure(Metric::kCheckoutReached, "", 20),
        figure(Metric::kZoneExposed, "shelf", 25), figure(Metric::kZoneExposed, "till", 40),
        figure(Metric::kZoneEngagements, "shelf", 30), figure(Metric::kQueueJoined, "till", 40),
        figure(Metric::kQueueAbandoned, "till", 10)}});
  EXPECT_DOUBLE_EQ(*checkout_reach_rate(releases).value, 0.4);
  EXPECT_DOUBLE_EQ(*zone_exposure(releases, "shelf").value, 0.5);
  EXPECT_DOUBLE_EQ(*engagement_rate(releases, "shelf").value, 1.2);
  EXPECT_FALSE(engagement_rate(releases, "till").value);
  EXPECT_DOUBLE_EQ(*queue_abandonment_rate(releases, "till").value, 0.25);
}

}  // namespace
}  // namespace sillage::desk
