// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/entropy.h"

#include <cstring>

#include <sodium.h>

namespace sillage::floor::internal {

Entropy::~Entropy() {
  sodium_memzero(bytes_.data(), bytes_.size());
  if (seed_) sodium_memzero(seed_->data(), seed_->size());
}

void Entropy::refill() {
  if (seed_) {
    Seed block = *seed_;
    ++blocks_;
    for (std::size_t i = 0; i < sizeof(blocks_); ++i) {
      block[i] ^= static_cast<unsigned char>(blocks_ >> (8 * i));
    }
    randombytes_buf_deterministic(bytes_.data(), bytes_.size(), block.data());
  } else {
    randombytes_buf(bytes_.data(), bytes_.size());
  }
  used_ = 0;
}

std::uint8_t Entropy::byte() {
  if (used_ == bytes_.size()) refill();
  const std::uint8_t value = bytes_[used_];
  bytes_[used_++] = 0;
  return value;
}

Wide Entropy::below(Wide bound) {
  int bits = 0;
  for (Wide rest = bound - 1; rest != 0; rest >>= 1) ++bits;
  const Wide mask = bits == 128 ? ~Wide{0} : (Wide{1} << bits) - 1;
  for (;;) {
    Wide drawn = 0;
    for (int taken = 0; taken < bits; taken += 8) drawn = drawn << 8 | byte();
    drawn &= mask;
    if (drawn < bound) return drawn;
  }
}

}  // namespace sillage::floor::internal
