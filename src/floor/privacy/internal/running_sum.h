// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "floor/privacy/internal/entropy.h"

namespace sillage::floor::internal {

/// A number with what its noise adds to it.
struct Noisy {
  double value = 0;
  double variance = 0;  ///< of the noise
};

/// Sums since the start of the day under noise that grows with the logarithm of the number of steps
/// only: every step is in one node of each level of a binary tree, and a sum takes at most one node
/// of each level (Chan, Shi and Song 2011; Dwork, Naor, Pitassi and Rothblum 2010). Each node gets
/// its noise once. Between two steps lies the difference of two sums, so that whatever is added up
/// over steps is again such a sum.
class RunningSum {
 public:
  /// At most `steps` steps; the noise of every node has this variance.
  RunningSum(std::size_t steps, std::int64_t node_variance);

  /// Levels of the tree: in so many nodes is every step.
  static int levels(std::size_t steps);

  /// The next step; further ones than `steps` are not counted.
  void add(std::int64_t count, Entropy& entropy);
  /// Of all steps so far.
  Noisy total() const;
  /// Of the last step: what it changed in total().
  Noisy last() const { return last_; }

  /// For what survives a restart: exact sums and noisy nodes.
  struct State {
    std::uint64_t taken = 0;
    std::vector<std::int64_t> exact;  ///< by level: of the node that is not complete yet
    std::vector<std::int64_t> noisy;  ///< by level: of the last node that is in total()
  };
  State state() const { return {taken_, exact_, noisy_}; }
  bool restore(const State& state);

 private:
  bool in_total(std::size_t level, std::uint64_t taken) const { return (taken >> level & 1u) != 0; }

  std::size_t steps_;
  std::int64_t variance_;
  std::uint64_t taken_ = 0;
  std::vector<std::int64_t> exact_;
  std::vector<std::int64_t> noisy_;
  Noisy last_;
};

}  // namespace sillage::floor::internal
