// SPDX-License-Identifier: Apache-2.0
#include "govern/log/merkle.h"

#include <sodium.h>

namespace sillage::govern {
namespace {

class Hasher {
 public:
  explicit Hasher(unsigned char domain) {
    crypto_hash_sha256_init(&state_);
    crypto_hash_sha256_update(&state_, &domain, 1);
  }
  Hasher& add(const void* bytes, std::size_t size) {
    crypto_hash_sha256_update(&state_, static_cast<const unsigned char*>(bytes), size);
    return *this;
  }
  Hash finish() {
    Hash hash{};
    crypto_hash_sha256_final(&state_, reinterpret_cast<unsigned char*>(hash.data()));
    return hash;
  }

 private:
  crypto_hash_sha256_state state_{};
};

Hash hash_of_node(const Hash& left, const Hash& right) {
  return Hasher(1).add(left.data(), left.size()).add(right.data(), right.size()).finish();
}

}  // namespace

Hash leaf_hash(std::string_view leaf) {
  return Hasher(0).add(leaf.data(), leaf.size()).finish();
}

void MerkleTree::add(std::string_view leaf) {
  Subtree subtree{1, leaf_hash(leaf)};
  while (!perfect_.empty() && perfect_.back().leaves == subtree.leaves) {
    subtree = {subtree.leaves * 2, hash_of_node(perfect_.back().hash, subtree.hash)};
    perfect_.pop_back();
  }
  perfect_.push_back(subtree);
  ++size_;
}

Hash MerkleTree::root() const {
  if (perfect_.empty()) {
    Hash hash{};
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()), nullptr, 0);
    return hash;
  }
  Hash root = perfect_.back().hash;
  for (auto left = perfect_.rbegin() + 1; left != perfect_.rend(); ++left) {
    root = hash_of_node(left->hash, root);
  }
  return root;
}

}  // namespace sillage::govern
