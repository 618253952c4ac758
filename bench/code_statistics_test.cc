// SPDX-License-Identifier: Apache-2.0
#include "bench/code_statistics.h"

#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace sillage::bench {
namespace {

DistanceHistogram of(std::initializer_list<int> distances) {
  DistanceHistogram histogram;
  for (const int d : distances) histogram.add(d);
  return histogram;
}

TEST(CodeStatistics, DistanceIsTheNumberOfBitsThatDiffer) {
  DistanceHistogram histogram;
  histogram.add(0b1011, 0b0001);
  histogram.add(~std::uint64_t{0}, 0);
  EXPECT_EQ(histogram.counts()[2], 1);
  EXPECT_EQ(histogram.counts()[64], 1);
  EXPECT_DOUBLE_EQ(histogram.mean(), 33.0 / 64);
  EXPECT_EQ(histogram.quantile(0.5), 2);
  EXPECT_EQ(histogram.quantile(0.9), 64);
}

TEST(CodeStatistics, SeparationOfDistancesWorkedOutByHand) {
  // Of the four pairs of pairs: 1 < 3, 1 < 9, 5 > 3, 5 < 9.
  const Separation mixed = separation(of({1, 5}), of({3, 9}));
  EXPECT_DOUBLE_EQ(mixed.auc, 0.75);
  EXPECT_DOUBLE_EQ(mixed.eer, 0.5);
  EXPECT_DOUBLE_EQ(separation(of({1, 2}), of({3, 9})).auc, 1);
  EXPECT_DOUBLE_EQ(separation(of({1, 2}), of({3, 9})).eer, 0);
  EXPECT_DOUBLE_EQ(separation(of({4}), of({4})).auc, 0.5);
  EXPECT_DOUBLE_EQ(separation(of({4}), of({4})).llr_same, 0);
  EXPECT_GT(mixed.llr_same, 0);
  EXPECT_LT(mixed.llr_other, 0);
}

TEST(CodeStatistics, FitFindsTheBetaThatPairsWereDrawnFrom) {
  std::mt19937 random(7);
  std::gamma_distribution<double> a(4.0), b(12.0);
  DistanceHistogram histogram;
  for (int i = 0; i < 40'000; ++i) {
    const double x = a(random), y = b(random);
    histogram.add(std::binomial_distribution<int>(64, x / (x + y))(random));
  }
  const BetaBinomial found = fit(histogram);
  EXPECT_NEAR(found.a, 4, 0.2);
  EXPECT_NEAR(found.b, 12, 0.6);
}

TEST(CodeStatistics, RankOneSharesTies) {
  const std::vector<std::uint64_t> gallery{0b0000, 0b1111};
  EXPECT_DOUBLE_EQ(rank_one(std::vector<std::uint64_t>{0b0001, 0b0111}, gallery), 1);
  EXPECT_DOUBLE_EQ(rank_one(std::vector<std::uint64_t>{0b0011, 0b0001}, gallery), 0.25);
}

}  // namespace
}  // namespace sillage::bench
