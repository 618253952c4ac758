// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/running_sum.h"

#include "floor/privacy/internal/noise.h"

namespace sillage::floor::internal {

int RunningSum::levels(std::size_t steps) {
  int levels = 1;
  while (std::size_t{1} << (levels - 1) < steps) ++levels;
  return levels;
}

RunningSum::RunningSum(std::size_t steps, std::int64_t node_variance)
    : steps_(steps),
      variance_(node_variance),
      exact_(static_cast<std::size_t>(levels(steps))),
      noisy_(exact_.size()) {}

void RunningSum::add(std::int64_t count, Entropy& entropy) {
  if (taken_ == steps_) return;
  const Noisy before = total();
  int changed = 0;
  for (std::size_t level = 0; level < exact_.size(); ++level) {
    exact_[level] += count;
    if (in_total(level, taken_) != in_total(level, taken_ + 1)) ++changed;
  }
  ++taken_;
  for (std::size_t level = 0; level < exact_.size(); ++level) {
    if (taken_ % (std::uint64_t{1} << level) != 0) break;
    noisy_[level] = exact_[level] + discrete_gaussian(variance_, entropy);
    exact_[level] = 0;
  }
  last_ = {total().value - before.value,
           static_cast<double>(changed) * static_cast<double>(variance_)};
}

Noisy RunningSum::total() const {
  Noisy sum;
  for (std::size_t level = 0; level < noisy_.size(); ++level) {
    if (!in_total(level, taken_)) continue;
    sum.value += static_cast<double>(noisy_[level]);
    sum.variance += static_cast<double>(variance_);
  }
  return sum;
}

bool RunningSum::restore(const State& state) {
  if (state.taken > steps_ || state.exact.size() != exact_.size() ||
      state.noisy.size() != noisy_.size()) {
    return false;
  }
  taken_ = state.taken;
  exact_ = state.exact;
  noisy_ = state.noisy;
  return true;
}

}  // namespace sillage::floor::internal
