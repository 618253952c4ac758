// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/internal/travel_times.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace sillage::floor::internal {
namespace {

constexpr double kWalkingMps = 1.1;
/// Places are known to about this.
constexpr double kLeastM = 0.5;
constexpr double kLeastGapS = 0.05;
/// The prior counts as that many observations, of the weights and of each shape.
constexpr double kPriorCount = 6;
/// What was learned never counts as more: the rest is forgotten.
constexpr double kMostCount = 300;

double normal_density(const TravelTimes::Component& c, double x) {
  const double z2 = (x - c.mean) * (x - c.mean) / c.variance;
  return std::exp(-0.5 * z2) / std::sqrt(2 * std::numbers::pi * c.variance);
}

double log_ratio(double gap_s, double walk_s) {
  return std::log(std::max(gap_s, kLeastGapS) / walk_s);
}

}  // namespace

// Who walks through takes little more than the way as the crow flies; who stops, many times that.
const TravelTimes::Mixture TravelTimes::kPrior{{{0.6, 0.15, 0.16}, {0.4, 1.5, 0.8}}};

// Relative to a second: hidden for a moment, or for as long as one looks at goods.
const TravelTimes::Mixture TravelTimes::kStaying{{{0.6, 1.1, 0.5}, {0.4, 2.7, 0.8}}};

double TravelTimes::walk_s(double distance_m) {
  return std::max(distance_m, kLeastM) / kWalkingMps;
}

TravelTimes::Mixture TravelTimes::mixture(const Mixture& prior) const {
  const double total = sums_[0].count + sums_[1].count;
  Mixture learned;
  for (std::size_t k = 0; k < learned.size(); ++k) {
    const Sums& s = sums_[k];
    const Component& p = prior[k];
    const double count = s.count + kPriorCount;
    Component& c = learned[k];
    c.weight = (s.count + kPriorCount * p.weight) / (total + kPriorCount);
    c.mean = (s.sum + kPriorCount * p.mean) / count;
    const double squares = s.squares + kPriorCount * (p.variance + p.mean * p.mean);
    c.variance = std::max(squares / count - c.mean * c.mean, 0.01);
  }
  return learned;
}

void TravelTimes::learn(double gap_s, double walk_s, double weight, const Mixture& prior) {
  const Mixture now = mixture(prior);
  const double x = log_ratio(gap_s, walk_s);
  std::array<double, 2> share{now[0].weight * normal_density(now[0], x),
                              now[1].weight * normal_density(now[1], x)};
  const double sum = share[0] + share[1];
  if (sum <= 0) share = {0, 1};  // beyond all that is known: somebody who stopped for long
  for (std::size_t k = 0; k < share.size(); ++k) {
    const double w = weight * (sum > 0 ? share[k] / sum : share[k]);
    sums_[k].count += w;
    sums_[k].sum += w * x;
    sums_[k].squares += w * x * x;
  }
  const double total = sums_[0].count + sums_[1].count;
  if (total <= kMostCount) return;
  for (Sums& s : sums_) {
    s.count *= kMostCount / total;
    s.sum *= kMostCount / total;
    s.squares *= kMostCount / total;
  }
}

double TravelTimes::density(const Mixture& mixture, double gap_s, double walk_s) {
  const double x = log_ratio(gap_s, walk_s);
  double sum = 0;
  for (const Component& c : mixture) sum += c.weight * normal_density(c, x);
  return sum / std::max(gap_s, kLeastGapS);
}

double TravelTimes::share_within(const Mixture& mixture, double gap_s, double walk_s) {
  const double x = log_ratio(gap_s, walk_s);
  double sum = 0;
  for (const Component& c : mixture) {
    sum += c.weight * 0.5 * std::erfc((c.mean - x) / std::sqrt(2 * c.variance));
  }
  return sum;
}

}  // namespace sillage::floor::internal
