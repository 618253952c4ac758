// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/heat.h"

#include <gtest/gtest.h>

#include "desk/report/internal/heat_scale.h"
#include "desk/report/internal/sample_input.h"

namespace sillage::desk::report {
namespace {

using sample::heat;

Heat heat_of_bins(const std::vector<std::vector<wire::Figure>>& bins) {
  std::vector<wire::Release> releases;
  Instant t{};
  for (const auto& figures : bins) {
    releases.push_back(sample::release(sample::header(t), figures));
    t += std::chrono::minutes(15);
  }
  return heat_of(releases);
}

double person_seconds(const Heat& all) {
  double sum = 0;
  for (const HeatArea& area : all.areas) {
    sum += area.person_s_per_m2 * area.width_m * area.height_m;
  }
  return sum;
}

TEST(Heat, KeepsTheCellsOfASingleBin) {
  const Heat all = heat_of_bins({{heat(-0.5, 0, 0.5, 8), heat(0, 0, 4, 3, "g"),
                                  heat(8, 8, 8, std::nullopt), heat(4, 4, 0.5, 0)}});
  ASSERT_EQ(all.areas.size(), 2u);
  EXPECT_EQ(all.withheld.size(), 1u);
  EXPECT_EQ(all.largest, 8);
  EXPECT_TRUE(all.measured);
  EXPECT_NEAR(person_seconds(all), 8 * 0.25 + 3 * 16, 1e-9);
}

TEST(Heat, SumsBinsThatWereCutDifferently) {
  const Heat all = heat_of_bins({{heat(0, 0, 2, 5, "g")}, {heat(0, 0, 0.5, 40)}});
  EXPECT_EQ(all.largest, 45);
  EXPECT_NEAR(person_seconds(all), 5 * 4 + 40 * 0.25, 1e-9);
}

TEST(Heat, IsWithheldOnlyWhereNoBinHasAValue) {
  const Heat all = heat_of_bins(
      {{heat(0, 0, 1, std::nullopt)}, {heat(0, 0, 1, 6)}, {heat(2, 0, 1, std::nullopt)}});
  ASSERT_EQ(all.areas.size(), 1u);
  ASSERT_EQ(all.withheld.size(), 1u);
  EXPECT_EQ(all.withheld[0].x_m, 2);
  EXPECT_EQ(all.figures_withheld, 2);
}

TEST(Heat, GetsCoarserInsteadOfLarger) {
  std::vector<wire::Figure> cells;
  for (int y = 0; y < 160; ++y) {
    for (int x = 0; x < 160; ++x) cells.push_back(heat(x * 0.5, y * 0.5, 0.5, 2));
  }
  const Heat all = heat_of_bins({cells});
  EXPECT_LE(all.areas.size(), kMostHeatAreas);
  EXPECT_EQ(all.finest_m, 1);
  EXPECT_NEAR(person_seconds(all), 2 * 80 * 80, 1e-6);
}

TEST(HeatScale, PutsTheLargestValueInTheBrightestColour) {
  for (const double largest : {0.03, 1.0, 99.0, 1e6}) {
    const HeatScale scale = heat_scale(largest / 1000, largest);
    EXPECT_EQ(scale.colour(largest), HeatScale::kColours - 1);
    EXPECT_EQ(scale.colour(largest / 1000), 0);
    EXPECT_EQ(scale.bounds.size(), 5u);
  }
  const HeatScale single = heat_scale(7, 7);
  EXPECT_TRUE(single.bounds.empty());
  EXPECT_EQ(single.colour(7), HeatScale::kColours - 1);
}

TEST(AxisStep, IsRoundAndReachesTheTop) {
  EXPECT_EQ(axis_step(3, 3), 1);
  EXPECT_EQ(axis_step(3.1, 3), 2);
  EXPECT_EQ(axis_step(0.4, 3), 0.2);
  EXPECT_EQ(axis_step(120, 3), 50);
  EXPECT_EQ(axis_step(0, 3), 1);
}

}  // namespace
}  // namespace sillage::desk::report
