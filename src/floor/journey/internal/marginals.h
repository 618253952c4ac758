// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace sillage::floor::internal {

/// That a head continues a tail, against "the tail is over and the head is somebody new".
struct LinkOdds {
  int tail = 0;
  int head = 0;
  double odds = 0;  ///< not negative, finite
};

/// The probability of each link, given that a tail has at most one head and a head at most one
/// tail: the sum over all such choices, each weighed by the product of its odds, by the
/// sum-product algorithm (its fixed point is unique and it converges to it: Williams and Lau, IEEE
/// TAES 50(4), 2014; exact where the links form no cycle, overconfident by little otherwise). Of
/// one head, and of one tail, they add up to at most 1.
std::vector<double> link_marginals(std::span<const LinkOdds> links, int tails, int heads);

}  // namespace sillage::floor::internal
