// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/internal/marginals.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace sillage::floor::internal {
namespace {

constexpr int kMostRounds = 200;
constexpr double kSettled = 1e-9;

}  // namespace

std::vector<double> link_marginals(std::span<const LinkOdds> links, int tails, int heads) {
  const std::size_t n = links.size();
  // What each tail says to each of its heads, and back: the odds, given all the others.
  std::vector<double> to_head(n, 0), to_tail(n, 1);
  std::vector<double> tail_sum(static_cast<std::size_t>(tails)),
      head_sum(static_cast<std::size_t>(heads));
  const auto tail_of = [&](std::size_t i) { return static_cast<std::size_t>(links[i].tail); };
  const auto head_of = [&](std::size_t i) { return static_cast<std::size_t>(links[i].head); };
  for (int round = 0; round < kMostRounds; ++round) {
    std::fill(tail_sum.begin(), tail_sum.end(), 0);
    for (std::size_t i = 0; i < n; ++i) tail_sum[tail_of(i)] += links[i].odds * to_tail[i];
    for (std::size_t i = 0; i < n; ++i) {
      const double others = std::max(0.0, tail_sum[tail_of(i)] - links[i].odds * to_tail[i]);
      to_head[i] = links[i].odds / (1 + others);
    }
    std::fill(head_sum.begin(), head_sum.end(), 0);
    for (std::size_t i = 0; i < n; ++i) head_sum[head_of(i)] += to_head[i];
    double change = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const double said = 1 / (1 + std::max(0.0, head_sum[head_of(i)] - to_head[i]));
      change = std::max(change, std::abs(said - to_tail[i]));
      to_tail[i] = said;
    }
    if (change < kSettled) break;
  }
  std::vector<double> probability(n);
  for (std::size_t i = 0; i < n; ++i) probability[i] = to_head[i] / (1 + head_sum[head_of(i)]);
  return probability;
}

}  // namespace sillage::floor::internal
