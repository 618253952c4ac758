// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <random>

#include <gmock/gmock.h>

#include "floor/privacy/internal/audit_test.h"

namespace sillage::floor::internal {
namespace {

/// Continued fraction of the incomplete beta function (Lentz).
double beta_fraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300;
  const auto kept = [](double v) { return std::abs(v) < kTiny ? kTiny : v; };
  double c = 1, d = 1 / kept(1 - (a + b) * x / (a + 1)), fraction = d;
  for (int m = 1; m < 10'000; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / kept(1 + even * d);
    c = kept(1 + even / c);
    fraction *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept(1 + odd * d);
    c = kept(1 + odd / c);
    fraction *= d * c;
    if (std::abs(d * c - 1) < 1e-13) break;
  }
  return fraction;
}

/// Regularised incomplete beta function.
double beta_share(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double front = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) +
                                a * std::log(x) + b * std::log1p(-x));
  return x < (a + 1) / (a + b + 2) ? front * beta_fraction(a, b, x) / a
                                   : 1 - front * beta_fraction(b, a, 1 - x) / b;
}

double solve(double low, double high, const std::function<bool(double)>& is_too_low) {
  for (int i = 0; i < 60; ++i) (is_too_low((low + high) / 2) ? low : high) = (low + high) / 2;
  return (low + high) / 2;
}

double normal_below(double z) { return std::erfc(-z / std::sqrt(2.0)) / 2; }
double normal_quantile(double p) {
  return solve(-40, 40, [p](double z) { return normal_below(z) < p; });
}

struct Cut {
  double at = 0;
  double gap = 0;
};

/// Where the share of answers above differs most.
Cut best_cut(std::vector<double> without, std::vector<double> with) {
  std::sort(without.begin(), without.end());
  std::sort(with.begin(), with.end());
  Cut best;
  for (std::size_t i = without.size() / 50; i < without.size() * 49 / 50; i += 16) {
    const double at = without[i];
    const auto above =
        static_cast<double>(with.end() - std::lower_bound(with.begin(), with.end(), at));
    const double gap =
        above / static_cast<double>(with.size()) -
        static_cast<double>(without.size() - i) / static_cast<double>(without.size());
    if (gap > best.gap) best = {at, gap};
  }
  return best;
}

}  // namespace

double surely_above(int hits, int trials, double confidence) {
  if (hits == 0) return 0;
  return solve(0, 1,
               [&](double p) { return beta_share(hits, trials - hits + 1, p) < 1 - confidence; });
}

double surely_below(int hits, int trials, double confidence) {
  return 1 - surely_above(trials - hits, trials, confidence);
}

Leak audit(const std::vector<double>& without, const std::vector<double>& with) {
  const auto first = static_cast<std::ptrdiff_t>(without.size() / 10);
  const Cut cut =
      best_cut({without.begin(), without.begin() + first}, {with.begin(), with.begin() + first});
  const auto above = [&](const std::vector<double>& answers) {
    return static_cast<int>(std::count_if(answers.begin() + first, answers.end(),
                                          [&](double answer) { return answer >= cut.at; }));
  };
  const int runs = static_cast<int>(without.size()) - static_cast<int>(first);
  // Both ends hold together in 95 of 100 audits.
  const double power = surely_above(above(with), runs, 0.975);
  const double alarm = surely_below(above(without), runs, 0.975);
  return {std::max(0.0, normal_quantile(power) - normal_quantile(alarm))};
}

Leak audit(int trials, const std::function<double()>& without,
           const std::function<double()>& with) {
  const auto answers = [trials](const std::function<double()>& box) {
    std::vector<double> drawn;
    for (int i = 0; i < trials; ++i) drawn.push_back(box());
    return drawn;
  };
  return audit(answers(without), answers(with));
}

namespace {

TEST(Audit, BoundsAShareAsTablesDo) {
  EXPECT_NEAR(surely_below(0, 3000, 0.95), 0.001, 1e-5);
  EXPECT_NEAR(surely_above(10, 100, 0.975), 0.0490, 1e-4);
  EXPECT_NEAR(surely_below(10, 100, 0.975), 0.1762, 1e-4);
}

TEST(Audit, FindsAKnownDistanceAndNoMore) {
  std::mt19937_64 random(3);
  std::normal_distribution<double> noise;
  for (const double distance : {0.0, 0.1, 0.5}) {
    const Leak leak = audit(
        100'000, [&] { return noise(random); }, [&] { return noise(random) + distance; });
    EXPECT_LE(leak.distance, distance + 1e-9);
    EXPECT_GE(leak.distance, distance - 0.03);
  }
}

}  // namespace
}  // namespace sillage::floor::internal
