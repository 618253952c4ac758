// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>

#include "app/supervisor/channel.h"
#include "app/supervisor/messages.h"
#include "wire/sighting.h"

namespace sillage::app {

/// An eye's end of the line to the floor. Keeps what the floor has not yet for good, seconds of it,
/// and sends it again to a floor that started anew. Thread-safe; never waits.
class EyeLine {
 public:
  /// Messages that are kept; the oldest are lost, and counted, when there are more.
  static constexpr std::size_t kMost = 20'000;

  /// `first_number` is larger than any number of an earlier life.
  EyeLine(Channel channel, std::uint64_t first_number);

  void send(const wire::EyeMessage& message);
  /// Hears the floor and sends what can be sent.
  void pump();
  /// Whether the floor has said that it took everything in.
  bool is_heard();

  std::uint64_t sent();
  std::uint64_t lost();
  std::size_t waiting();

 private:
  void hear();
  void flush();

  std::mutex mutex_;
  Channel channel_;
  std::deque<std::vector<std::byte>> kept_;
  std::uint64_t first_;   ///< number of the first kept
  std::size_t next_ = 0;  ///< index of the first that is not sent
  std::uint64_t heard_ = 0;  ///< number of the last that the floor has taken in
  std::uint32_t epoch_ = 0;
  std::uint64_t sent_ = 0, lost_ = 0;
};

}  // namespace sillage::app
