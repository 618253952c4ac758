// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sillage::floor::internal {

/// How the parts of one partition may be shown.
struct Pooling {
  /// One flag per part: true if it is in the pool, to be shown as one sum with the others there;
  /// false if it is shown alone. Parts without people are never pooled.
  std::vector<bool> pooled;
  /// No part can be shown alone: the pool is the whole.
  bool all_pooled = false;
};

/// Complementary suppression over a partition whose whole is known. `people` holds, per part, the
/// distinct people behind it, 0 where it is empty. `whole_people`: distinct people behind the whole
/// where known, else 0.
///
/// Parts of fewer than k people go into the pool. One body may stand behind several parts, so the
/// pool is only sure to hold as many people as its largest part, or as the whole holds beyond the
/// parts outside. While that is fewer than k, the smallest part outside joins. So every sum or
/// difference of the whole and what is shown covers nobody or k people and more, unless the pool
/// is the whole; then the caller must not show it as a part.
Pooling pool(std::span<const std::int64_t> people, std::int64_t k, std::int64_t whole_people = 0);

/// The same from parts that are in the pool already, whatever their size.
Pooling complete(std::span<const std::int64_t> people, std::int64_t k, std::int64_t whole_people,
                 std::vector<bool> pooled);

/// Fewest distinct people that can stand behind the parts with this flag.
std::int64_t guaranteed_people(std::span<const std::int64_t> people,
                               const std::vector<bool>& chosen, std::int64_t whole_people);

}  // namespace sillage::floor::internal
