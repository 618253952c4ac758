// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/sums.h"

#include <gtest/gtest.h>

#include "desk/report/internal/sample_input.h"

namespace sillage::desk::report {
namespace {

using sample::figure;
using wire::Metric;

ReportInput two_bins(const std::vector<wire::Figure>& first,
                     const std::vector<wire::Figure>& second, double second_coverage = 1) {
  ReportInput input = sample::input();
  wire::ReleaseHeader header = sample::header(Instant{});
  input.releases = {sample::release(header, first)};
  header = sample::header(header.bin_end);
  header.coverage = second_coverage;
  input.releases.push_back(sample::release(header, second));
  return input;
}

TEST(Sums, AddCountsAndTheirRanges) {
  const Sums sums = sum_up(
      two_bins({figure(Metric::kEntries, "", 10, 9, 12)}, {figure(Metric::kEntries, "", 5, 5, 6)}));
  EXPECT_EQ(sums.entries.value, 15);
  EXPECT_EQ(sums.entries.low, 14);
  EXPECT_EQ(sums.entries.high, 18);
}

TEST(Sums, HaveNoRangeWhereABinHasNone) {
  const Sums sums = sum_up(
      two_bins({figure(Metric::kEntries, "", 10, 9, 12)}, {figure(Metric::kEntries, "", 5)}));
  EXPECT_EQ(sums.entries.value, 15);
  EXPECT_FALSE(sums.entries.low);
  EXPECT_FALSE(sums.entries.high);
}

TEST(Sums, WeighMeansByTheTimeObserved) {
  const Sums sums = sum_up(two_bins({figure(Metric::kOccupancyMean, "", 4)},
                                    {figure(Metric::kOccupancyMean, "", 8)}, 1.0 / 3));
  EXPECT_NEAR(*sums.present_mean.value, 5, 1e-9);
  EXPECT_NEAR(*sums.coverage, 2.0 / 3, 1e-9);
}

TEST(Sums, TakeTheLargestMaximum) {
  const Sums sums = sum_up(
      two_bins({figure(Metric::kOccupancyMax, "", 9)}, {figure(Metric::kOccupancyMax, "", 4)}));
  EXPECT_EQ(sums.present_max.value, 9);
}

TEST(Sums, TellNothingFromZero) {
  const Sums sums = sum_up(two_bins({figure(Metric::kEntries, "", std::nullopt)}, {}));
  EXPECT_FALSE(sums.entries.value);
  EXPECT_EQ(sums.entries.missing, 2);
  const Sums zero = sum_up(two_bins({figure(Metric::kEntries, "", 0)}, {}));
  EXPECT_EQ(zero.entries.value, 0);
  EXPECT_EQ(zero.entries.missing, 1);
}

TEST(Sums, NeverAddWhatAGroupShares) {
  wire::Figure shared = figure(Metric::kEntries, "door", 25);
  shared.state = wire::FigureState::kMerged;
  shared.group = "other";
  const Sums sums = sum_up(two_bins({shared}, {sample::withheld(Metric::kEntries, "door")}));
  ASSERT_EQ(sums.lines.size(), 1u);
  EXPECT_FALSE(sums.lines[0].entries.value);
  EXPECT_EQ(sums.lines[0].entries.merged, 1);
  EXPECT_EQ(sums.lines[0].entries.withheld, 1);
  EXPECT_EQ(sums.states.at(Metric::kEntries).merged, 1);
  EXPECT_EQ(sums.states.at(Metric::kEntries).withheld, 1);
}

TEST(Sums, ListPlacesThatTheConfigurationNoLongerHas) {
  const Sums sums =
      sum_up(two_bins({figure(Metric::kEntries, "old", 12), sample::stays("gone", 5, 10, 11)}, {}));
  ASSERT_EQ(sums.lines.size(), 2u);
  EXPECT_EQ(sums.lines[1].name, "old");
  ASSERT_EQ(sums.zones.size(), 2u);
  EXPECT_EQ(sums.zones[1].name, "gone");
}

TEST(SmallestGroup, IsTheLeastThatAnyReleaseGuarantees) {
  ReportInput input = sample::input();
  wire::ReleaseHeader header = input.releases[0].header();
  header.k = 25;
  input.store.privacy.k = 30;
  input.releases = {sample::release(header, {})};
  EXPECT_EQ(smallest_group(input), 25);
  input.releases.clear();
  EXPECT_EQ(smallest_group(input), 30);
}

}  // namespace
}  // namespace sillage::desk::report
