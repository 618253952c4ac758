// SPDX-License-Identifier: Apache-2.0
#include "bench/code_statistics.h"

#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

namespace sillage::bench {

void DistanceHistogram::add(std::uint64_t a, std::uint64_t b) { add(std::popcount(a ^ b)); }

std::int64_t DistanceHistogram::pairs() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::int64_t{0});
}

double DistanceHistogram::mean() const {
  double sum = 0;
  for (int d = 0; d <= kBits; ++d) sum += static_cast<double>(d * counts_[d]);
  return sum / static_cast<double>(pairs()) / kBits;
}

double DistanceHistogram::sd() const {
  double sum = 0;
  for (int d = 0; d <= kBits; ++d) {
    const double off = static_cast<double>(d) / kBits - mean();
    sum += off * off * static_cast<double>(counts_[d]);
  }
  return std::sqrt(sum / static_cast<double>(pairs()));
}

int DistanceHistogram::quantile(double share) const {
  const double wanted = share * static_cast<double>(pairs());
  double below = 0;
  for (int d = 0; d < kBits; ++d) {
    below += static_cast<double>(counts_[d]);
    if (below >= wanted) return d;
  }
  return kBits;
}

BetaBinomial fit(const DistanceHistogram& distances) {
  const double n = DistanceHistogram::kBits;
  const double p = distances.mean();
  // The variance of the share is p(1-p)/n * (1 + (n-1) * rho), with rho = 1 / (a + b + 1).
  const double inflation = distances.sd() * distances.sd() * n / (p * (1 - p));
  const double rho = (inflation - 1) / (n - 1);
  const double strength = 1 / rho - 1;
  return {p * strength, (1 - p) * strength};
}

Separation separation(const DistanceHistogram& same, const DistanceHistogram& other) {
  Separation result;
  const auto all_same = static_cast<double>(same.pairs());
  const auto all_other = static_cast<double>(other.pairs());
  double missed = 1, taken = 0, least = std::numeric_limits<double>::infinity();
  for (int d = 0; d <= DistanceHistogram::kBits; ++d) {
    const double s = static_cast<double>(same.counts()[d]) / all_same;
    const double o = static_cast<double>(other.counts()[d]) / all_other;
    result.auc += s * (1 - taken - o / 2);
    missed -= s;
    taken += o;
    if (std::abs(missed - taken) < least) {
      least = std::abs(missed - taken);
      result.eer = (missed + taken) / 2;
    }
    // Half a pair more in each bin, so that an empty one does not say "never".
    const double bins = DistanceHistogram::kBits + 1;
    const double p = (static_cast<double>(same.counts()[d]) + 0.5) / (all_same + bins / 2);
    const double q = (static_cast<double>(other.counts()[d]) + 0.5) / (all_other + bins / 2);
    result.llr_same += p * std::log(p / q);
    result.llr_other += q * std::log(p / q);
  }
  return result;
}

double rank_one(std::span<const std::uint64_t> probes, std::span<const std::uint64_t> gallery) {
  double found = 0;
  for (std::size_t i = 0; i < probes.size(); ++i) {
    int nearest = DistanceHistogram::kBits + 1, ties = 0;
    for (const std::uint64_t code : gallery) {
      const int distance = std::popcount(probes[i] ^ code);
      if (distance < nearest) nearest = distance, ties = 0;
      ties += distance == nearest;
    }
    if (std::popcount(probes[i] ^ gallery[i]) == nearest) found += 1.0 / ties;
  }
  return found / static_cast<double>(probes.size());
}

}  // namespace sillage::bench
