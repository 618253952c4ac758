// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace sillage::floor::internal {

/// Unsigned numbers of 128 bits, for exact fractions.
__extension__ using Wide = unsigned __int128;

/// Random bits that cannot be foretold. Move-only, for one thread.
class Entropy {
 public:
  static constexpr std::size_t kSeedSize = 32;
  using Seed = std::array<unsigned char, kSeedSize>;

  /// Of the operating system, by libsodium.
  Entropy() = default;
  /// The same bits for the same seed: for tests and for recordings that are made to be repeated,
  /// never where a figure has to protect somebody.
  explicit Entropy(const Seed& seed) : seed_(seed) {}
  Entropy(Entropy&&) = default;
  Entropy& operator=(Entropy&&) = default;
  ~Entropy();

  std::uint8_t byte();
  bool bit() { return (byte() & 1u) != 0; }
  /// Every number below `bound`, which is not 0, is as likely as any other.
  Wide below(Wide bound);

 private:
  void refill();

  std::optional<Seed> seed_;
  std::uint64_t blocks_ = 0;
  std::array<unsigned char, 4096> bytes_{};
  std::size_t used_ = sizeof(bytes_);
};

}  // namespace sillage::floor::internal
