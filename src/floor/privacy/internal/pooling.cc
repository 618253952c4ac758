// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/pooling.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace sillage::floor::internal {
namespace {

std::optional<std::size_t> smallest_outside(std::span<const std::int64_t> people,
                                            const std::vector<bool>& pooled) {
  std::optional<std::size_t> smallest;
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (pooled[i] || people[i] == 0) continue;
    if (!smallest || people[i] < people[*smallest]) smallest = i;
  }
  return smallest;
}

}  // namespace

std::int64_t guaranteed_people(std::span<const std::int64_t> people,
                               const std::vector<bool>& chosen, std::int64_t whole_people) {
  std::int64_t largest = 0;
  std::int64_t outside = 0;
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (chosen[i]) {
      largest = std::max(largest, people[i]);
    } else {
      outside += people[i];
    }
  }
  return std::max(largest, whole_people - outside);
}

Pooling complete(std::span<const std::int64_t> people, std::int64_t k, std::int64_t whole_people,
                 std::vector<bool> pooled) {
  Pooling result{std::move(pooled)};
  if (std::find(result.pooled.begin(), result.pooled.end(), true) == result.pooled.end()) {
    return result;
  }
  while (guaranteed_people(people, result.pooled, whole_people) < k) {
    const auto next = smallest_outside(people, result.pooled);
    if (!next) break;
    result.pooled[*next] = true;
  }
  result.all_pooled = !smallest_outside(people, result.pooled);
  return result;
}

Pooling pool(std::span<const std::int64_t> people, std::int64_t k, std::int64_t whole_people) {
  std::vector<bool> pooled(people.size(), false);
  for (std::size_t i = 0; i < people.size(); ++i) pooled[i] = people[i] > 0 && people[i] < k;
  return complete(people, k, whole_people, std::move(pooled));
}

}  // namespace sillage::floor::internal
