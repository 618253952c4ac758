// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"

namespace sillage::app {

using SealKey = std::array<unsigned char, 32>;

/// Keeps the newest of what it is given in a memory file that outlives this process, sealed:
/// without the key nobody can read it or change it unnoticed. Written in turn to two places, so
/// that being killed in the middle leaves the one before.
class SealedMemory {
 public:
  /// `descriptor` is borrowed. The key is copied, and wiped at the end.
  SealedMemory(int descriptor, const SealKey& key);
  SealedMemory(const SealedMemory&) = delete;
  SealedMemory& operator=(const SealedMemory&) = delete;
  ~SealedMemory();

  /// Fails (kExhausted) where there is no room.
  Result<void> keep(std::span<const std::byte> content);
  /// The newest that this key, or `older` one, opens; nothing where there is none.
  std::optional<std::vector<std::byte>> newest(const SealKey& older);
  /// From now on seals with this key; what was sealed before is overwritten by the next two keeps.
  void use(const SealKey& key);

 private:
  struct Place;
  std::optional<Place> read(int place, const SealKey& key) const;

  int descriptor_;
  SealKey key_;
  std::uint64_t sequence_ = 0;
};

}  // namespace sillage::app
