// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sillage::govern {

using Hash = std::array<std::byte, 32>;

Hash leaf_hash(std::string_view leaf);

/// The root of an append-only list, as RFC 9162, section 2.1.1, defines it. Keeps one hash per
/// level: adding costs at most one hash per level, and memory grows with the logarithm.
class MerkleTree {
 public:
  void add(std::string_view leaf);
  std::uint64_t size() const { return size_; }
  Hash root() const;

 private:
  struct Subtree {
    std::uint64_t leaves = 0;
    Hash hash{};
  };
  std::vector<Subtree> perfect_;  ///< from the left, each smaller than the one before
  std::uint64_t size_ = 0;
};

}  // namespace sillage::govern
