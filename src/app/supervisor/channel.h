// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/result.h"

namespace sillage::app {

/// A file descriptor that closes itself.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

/// One end of a line between two processes that carries whole packets: each arrives whole or not
/// at all, whoever is killed when. Nothing here ever waits.
class Channel {
 public:
  /// Longer packets are not sent.
  static constexpr std::size_t kMaxPacket = 32 * 1024;
  enum class Sent { kYes, kFull, kGone };

  Channel() = default;
  explicit Channel(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}
  static Result<std::pair<Channel, Channel>> pair();

  Sent send(std::span<const std::byte> packet) const;
  /// The next packet; nothing while there is none. Zero bytes: the other end is gone.
  std::optional<std::vector<std::byte>> receive() const;
  int descriptor() const { return descriptor_.number(); }

 private:
  Descriptor descriptor_;
};

}  // namespace sillage::app
