// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace sillage::bench {

/// How often two codes of 64 bits differed in 0, 1, ... 64 bits.
class DistanceHistogram {
 public:
  static constexpr int kBits = 64;
  void add(std::uint64_t a, std::uint64_t b);
  void add(int distance) { ++counts_[distance]; }
  std::int64_t pairs() const;
  double mean() const;  ///< bits that differ, share of 64
  double sd() const;    ///< of that share
  int quantile(double share) const;
  const std::array<std::int64_t, kBits + 1>& counts() const { return counts_; }

 private:
  std::array<std::int64_t, kBits + 1> counts_{};
};

/// Bits differ with a probability that is itself Beta(a, b) from pair to pair; fitted by moments.
struct BetaBinomial {
  double a = 0, b = 0;
};
BetaBinomial fit(const DistanceHistogram& distances);

/// How well distances tell the same person from another.
struct Separation {
  double auc = 0;        ///< equal distances count half
  double eer = 0;        ///< where as many of the same are missed as others are taken for the same
  double llr_same = 0;   ///< expected log-likelihood ratio, nats, of a pair of the same person
  double llr_other = 0;  ///< and of two people
};
Separation separation(const DistanceHistogram& same, const DistanceHistogram& other);

/// Share of the probes whose nearest code in the gallery is that at the same index; several that
/// are equally near share it.
double rank_one(std::span<const std::uint64_t> probes, std::span<const std::uint64_t> gallery);

}  // namespace sillage::bench
