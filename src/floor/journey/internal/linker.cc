// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/internal/linker.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "geometry/assignment.h"

namespace sillage::floor::internal {
namespace {

/// Numbers things in the order of their first appearance.
class Numbering {
 public:
  int of(int thing) {
    return numbers_.try_emplace(thing, static_cast<int>(numbers_.size())).first->second;
  }
  int size() const { return static_cast<int>(numbers_.size()); }

 private:
  std::map<int, int> numbers_;
};

void solve(const std::vector<Link>& component, std::vector<Link>& best) {
  Numbering tails, heads;
  for (const Link& link : component) {
    tails.of(link.tail);
    heads.of(link.head);
  }
  const int columns = heads.size();
  const auto cell = [&](const Link& link) {
    return static_cast<std::size_t>(tails.of(link.tail)) * columns + heads.of(link.head);
  };
  std::vector<double> gains(static_cast<std::size_t>(tails.size()) * columns, 0);
  for (const Link& link : component) gains[cell(link)] = link.gain;
  const std::vector<int> match = maximum_score_assignment(gains, tails.size(), columns);
  for (const Link& link : component) {
    if (match[tails.of(link.tail)] == heads.of(link.head)) best.push_back(link);
  }
}

int root_of(std::vector<int>& parents, int i) {
  while (parents[i] != i) i = parents[i] = parents[parents[i]];
  return i;
}

}  // namespace

std::vector<Link> best_links(const std::vector<Link>& links) {
  Numbering tails, heads;
  for (const Link& link : links) tails.of(link.tail);
  for (const Link& link : links) heads.of(link.head);
  std::vector<int> parents(static_cast<std::size_t>(tails.size() + heads.size()));
  std::iota(parents.begin(), parents.end(), 0);
  for (const Link& link : links) {
    if (!(link.gain > 0)) continue;
    const int a = root_of(parents, tails.of(link.tail));
    const int b = root_of(parents, tails.size() + heads.of(link.head));
    parents[std::max(a, b)] = std::min(a, b);
  }
  std::map<int, std::vector<Link>> components;
  for (const Link& link : links) {
    if (link.gain > 0) components[root_of(parents, tails.of(link.tail))].push_back(link);
  }
  std::vector<Link> best;
  for (const auto& [root, component] : components) solve(component, best);
  return best;
}

}  // namespace sillage::floor::internal
