// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>

namespace sillage::sim {

/// Random numbers that are the same with every compiler and library for the same seeds; the
/// standard's distributions are not. Generator: xoshiro256++ (Blackman & Vigna, ACM TOMS 47(4),
/// 2021), seeded by splitmix64.
class Random {
 public:
  /// A stream of its own for each list of seeds.
  explicit Random(std::initializer_list<std::uint64_t> seeds);

  std::uint64_t next();
  double uniform();                         ///< [0, 1)
  double uniform(double low, double high);  ///< [low, high)
  int below(int limit);                     ///< 0 to limit - 1; limit is positive
  bool chance(double probability);
  double normal(double mean, double deviation);
  /// Redrawn until within the bounds; they must hold a fair share of the distribution.
  double normal(double mean, double deviation, double low, double high);
  double log_normal(double median, double sigma);
  double exponential(double mean);
  /// 1, 2, 3, ... with this mean, which is at least 1.
  int geometric(double mean);
  /// An index with the probability of its weight; 0 where all are 0. Not empty.
  std::size_t pick(std::span<const double> weights);
  std::size_t pick(std::initializer_list<double> weights) {
    return pick(std::span(weights.begin(), weights.size()));
  }

 private:
  std::array<std::uint64_t, 4> state_{};
};

}  // namespace sillage::sim
