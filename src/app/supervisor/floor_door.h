// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "app/supervisor/channel.h"
#include "app/supervisor/messages.h"
#include "base/time.h"
#include "wire/release.h"

namespace sillage::app {

/// The floor's end of the line to the desk: releases that the desk does not have yet for good. Sent
/// one after the other, and again where no answer comes; the desk takes the same one twice without
/// harm.
class FloorDoor {
 public:
  /// Encoded releases that wait at most; a day of bins and more. The oldest go first, counted.
  static constexpr std::size_t kMost = 256;
  struct Waiting {
    std::uint64_t number = 0;
    std::vector<std::byte> bytes;
  };

  explicit FloorDoor(Channel channel) : channel_(std::move(channel)) {}

  void add(const wire::Release& release);
  /// Sends what may be sent, up to the release of this number, and hears answers.
  void pump(std::uint64_t may_send);
  /// Asks the desk what it has; `last` then holds the answer, once it has come.
  void ask();
  const std::optional<ReleaseAnswer>& answer() const { return answer_; }

  std::uint64_t newest() const { return newest_; }
  const std::deque<Waiting>& waiting() const { return waiting_; }
  void restore(std::deque<Waiting> waiting, std::uint64_t newest);
  std::uint64_t acknowledged() const { return acknowledged_; }
  std::uint64_t refused() const { return refused_; }
  int descriptor() const { return channel_.descriptor(); }

 private:
  void hear();
  void send_front();

  Channel channel_;
  std::deque<Waiting> waiting_;
  std::uint64_t newest_ = 0;
  std::size_t offset_ = 0;  ///< sent of the front
  Duration sent_at_{};      ///< uptime when the last piece of the front was sent
  std::optional<ReleaseAnswer> answer_;
  std::uint64_t acknowledged_ = 0, refused_ = 0;
};

}  // namespace sillage::app
