// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace sillage::floor::internal {

/// A head that may go on where a tail ended; `gain` > 0 is the log of how much more likely it is
/// that they are one person than two.
struct Link {
  int tail = 0;
  int head = 0;
  double gain = 0;
};

/// The set of links with the greatest total gain in which every tail and every head occurs at most
/// once: the cheapest cover of all pieces by paths. Since gains are of pairs, the flow network of
/// Zhang, Li & Nevatia (CVPR 2008) splits into this assignment; each connected component is solved
/// by itself. Deterministic.
std::vector<Link> best_links(const std::vector<Link>& links);

}  // namespace sillage::floor::internal
