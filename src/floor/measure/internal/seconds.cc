// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/seconds.h"

#include <algorithm>

namespace sillage::floor::internal {

void Crowd::add(std::int64_t from, std::int64_t to, int people) {
  from = std::max<std::int64_t>(from, 0);
  to = std::min(to, kMaxSeconds);
  if (to < from) return;
  if (changes_.size() < static_cast<std::size_t>(to) + 2) changes_.resize(to + 2);
  changes_[from] += people;
  changes_[to + 1] -= people;
}

std::vector<std::int64_t> Crowd::levels(std::size_t length) const {
  std::vector<std::int64_t> levels(length);
  std::int64_t level = 0;
  for (std::size_t i = 0; i < length; ++i) {
    if (i < changes_.size()) level += changes_[i];
    levels[i] = level;
  }
  return levels;
}

}  // namespace sillage::floor::internal
