// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/internal/marginals.h"

#include <gtest/gtest.h>

namespace sillage::floor::internal {
namespace {

/// The same by going through all choices.
std::vector<double> by_enumeration(const std::vector<LinkOdds>& links) {
  std::vector<double> sums(links.size(), 0);
  double all = 0;
  for (unsigned choice = 0; choice < 1u << links.size(); ++choice) {
    unsigned tails = 0, heads = 0;
    double weight = 1;
    for (std::size_t i = 0; i < links.size(); ++i) {
      if ((choice >> i & 1) == 0) continue;
      const unsigned tail = 1u << links[i].tail, head = 1u << links[i].head;
      if ((tails & tail) != 0 || (heads & head) != 0) weight = 0;
      tails |= tail;
      heads |= head;
      weight *= links[i].odds;
    }
    all += weight;
    for (std::size_t i = 0; i < links.size(); ++i) {
      if ((choice >> i & 1) != 0) sums[i] += weight;
    }
  }
  for (double& sum : sums) sum /= all;
  return sums;
}

TEST(Marginals, AreExactWithoutCycles) {
  const std::vector<LinkOdds> links{{0, 0, 3}, {0, 1, 0.5}, {1, 1, 2}, {2, 1, 0.1}, {2, 2, 7}};
  const auto exact = by_enumeration(links);
  const auto found = link_marginals(links, 3, 3);
  for (std::size_t i = 0; i < links.size(); ++i) EXPECT_NEAR(found[i], exact[i], 1e-6) << i;
}

TEST(Marginals, OfTwoWhoCouldBeEitherAreEven) {
  const std::vector<LinkOdds> links{{0, 0, 50}, {0, 1, 50}, {1, 0, 50}, {1, 1, 50}};
  for (const double p : link_marginals(links, 2, 2)) {
    EXPECT_GT(p, 0.4);
    EXPECT_LE(p, 0.5);
  }
}

TEST(Marginals, AreNearTheTruthInACycle) {
  const std::vector<LinkOdds> links{{0, 0, 9}, {0, 1, 2}, {1, 0, 3}, {1, 1, 4}, {2, 1, 0.5}};
  const auto exact = by_enumeration(links);
  const auto found = link_marginals(links, 3, 2);
  for (std::size_t i = 0; i < links.size(); ++i) EXPECT_NEAR(found[i], exact[i], 0.06) << i;
}

TEST(Marginals, AddUpToAtMostOneOfEachTailAndHead) {
  std::vector<LinkOdds> links;
  for (int t = 0; t < 6; ++t) {
    for (int h = 0; h < 5; ++h) links.push_back({t, h, 0.01 * ((t * 7 + h * 13) % 11) * (t + 1)});
  }
  const auto found = link_marginals(links, 6, 5);
  std::vector<double> tails(6), heads(5);
  for (std::size_t i = 0; i < links.size(); ++i) {
    tails[static_cast<std::size_t>(links[i].tail)] += found[i];
    heads[static_cast<std::size_t>(links[i].head)] += found[i];
  }
  for (const double sum : tails) EXPECT_LE(sum, 1 + 1e-6);
  for (const double sum : heads) EXPECT_LE(sum, 1 + 1e-6);
}

}  // namespace
}  // namespace sillage::floor::internal
