// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/noise.h"

#include <cmath>
#include <map>
#include <vector>

#include <gmock/gmock.h>

namespace sillage::floor::internal {
namespace {

Entropy seeded(unsigned char number) { return Entropy(Entropy::Seed{number}); }

/// Probability of x under the discrete Gaussian, from its definition.
double probability(std::int64_t x, double variance) {
  double sum = 0;
  const auto reach = static_cast<std::int64_t>(std::ceil(12 * std::sqrt(variance))) + 2;
  for (std::int64_t y = -reach; y <= reach; ++y) {
    sum += std::exp(-static_cast<double>(y * y) / (2 * variance));
  }
  return std::exp(-static_cast<double>(x * x) / (2 * variance)) / sum;
}

/// Pearson's statistic of draws against the definition, over cells that expect 20 or more, less its
/// mean and in units of its own standard deviation.
double misfit(std::int64_t variance, int draws, const std::map<std::int64_t, int>& seen) {
  double statistic = 0, rest_expected = draws, rest_seen = draws;
  int cells = 0;
  const auto reach = static_cast<std::int64_t>(6 * std::sqrt(static_cast<double>(variance))) + 1;
  for (std::int64_t x = -reach; x <= reach; ++x) {
    const double expected = draws * probability(x, static_cast<double>(variance));
    if (expected < 20) continue;
    const auto found = seen.find(x);
    const double count = found == seen.end() ? 0 : found->second;
    statistic += (count - expected) * (count - expected) / expected;
    rest_expected -= expected;
    rest_seen -= count;
    ++cells;
  }
  if (rest_expected > 20) {
    statistic += (rest_seen - rest_expected) * (rest_seen - rest_expected) / rest_expected;
    ++cells;
  }
  const double freedom = cells - 1;
  return freedom > 0 ? (statistic - freedom) / std::sqrt(2 * freedom) : 0;
}

std::map<std::int64_t, int> draw(std::int64_t variance, int draws, Entropy& entropy) {
  std::map<std::int64_t, int> seen;
  for (int i = 0; i < draws; ++i) ++seen[discrete_gaussian(variance, entropy)];
  return seen;
}

TEST(DiscreteGaussian, FollowsItsDistribution) {
  Entropy entropy = seeded(1);
  for (const std::int64_t variance : {1, 2, 7, 64, 761, 4571}) {
    EXPECT_LT(std::abs(misfit(variance, 200'000, draw(variance, 200'000, entropy))), 4) << variance;
  }
}

/// The test itself must see a variance that is a few per cent too small.
TEST(DiscreteGaussian, TheTestFindsAVarianceThatIsOffByAFiftieth) {
  Entropy entropy = seeded(2);
  EXPECT_GT(misfit(800, 200'000, draw(768, 200'000, entropy)), 4);
}

TEST(DiscreteGaussian, HasItsVarianceUpToAMillionSquared) {
  Entropy entropy = seeded(3);
  for (const std::int64_t variance : {std::int64_t{1'000'000}, kMostVariance}) {
    double sum = 0, squares = 0;
    constexpr int kDraws = 50'000;
    for (int i = 0; i < kDraws; ++i) {
      const auto x = static_cast<double>(discrete_gaussian(variance, entropy));
      sum += x;
      squares += x * x;
    }
    const auto v = static_cast<double>(variance);
    EXPECT_NEAR(squares / kDraws / v, 1, 0.04);
    EXPECT_NEAR(sum / kDraws / std::sqrt(v), 0, 0.03);
  }
}

TEST(DiscreteGaussian, DiffersFromOneDoorToTheNext) {
  Entropy a, b;
  std::vector<std::int64_t> of_a, of_b;
  for (int i = 0; i < 20; ++i) {
    of_a.push_back(discrete_gaussian(kMostVariance, a));
    of_b.push_back(discrete_gaussian(kMostVariance, b));
  }
  EXPECT_NE(of_a, of_b);
}

TEST(HappensExpMinus, HasItsProbability) {
  Entropy entropy = seeded(4);
  for (const auto& [numerator, denominator] :
       std::vector<std::pair<int, int>>{{0, 1}, {1, 3}, {1, 1}, {7, 2}}) {
    int happened = 0;
    constexpr int kTrials = 100'000;
    for (int i = 0; i < kTrials; ++i) {
      happened +=
          happens_exp_minus(static_cast<Wide>(numerator), static_cast<Wide>(denominator), entropy)
              ? 1
              : 0;
    }
    const double p = std::exp(-static_cast<double>(numerator) / denominator);
    EXPECT_NEAR(happened, kTrials * p, 4 * std::sqrt(kTrials * p * (1 - p)) + 1e-9);
  }
}

TEST(Entropy, EveryNumberBelowABoundIsAsLikely) {
  Entropy entropy = seeded(5);
  std::vector<int> seen(11);
  for (int i = 0; i < 110'000; ++i) ++seen[static_cast<std::size_t>(entropy.below(11))];
  for (const int count : seen) EXPECT_NEAR(count, 10'000, 500);
}

TEST(Costs, AreThoseOfThePapers) {
  EXPECT_NEAR(epsilon_of(0.015, kDelta), 1.0, 0.01);
  EXPECT_NEAR(epsilon_of(0.05, kDelta), 1.85, 0.01);
  EXPECT_NEAR(epsilon_of(30 * 0.015, kDelta), 5.8, 0.05);
  EXPECT_EQ(variance_for(8, 0.01), 400);
  EXPECT_LE(rho_of(7, variance_for(7, 0.0123)), 0.0123);
}

}  // namespace
}  // namespace sillage::floor::internal
