// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "app/supervisor/channel.h"
#include "app/supervisor/house_clock.h"
#include "app/supervisor/messages.h"
#include "app/supervisor/sandbox.h"
#include "config/store_config.h"

namespace sillage::app {

/// File descriptors that a room finds open; the rest is closed.
inline constexpr int kControlDescriptor = 3;  ///< to the supervisor
inline constexpr int kConfigDescriptor = 4;   ///< the configuration's text
inline constexpr int kFirstDescriptor = 5;    ///< the room's own, in a fixed order

/// The configuration's text, from the memory file that the supervisor filled.
Result<std::string> read_config_descriptor();

/// Closes the room in (sandbox.h) and says in the log what could not be closed. Gives
/// ClosedBits.
Result<std::uint64_t> close_room(RoomKind kind, const Folders& folders = {});

/// A room's end of the line to the supervisor.
class RoomLink {
 public:
  /// Waits for the first packet. Fails (kUsage) where nobody started this process as a room.
  static Result<std::unique_ptr<RoomLink>> open();

  const Start& start() const { return start_; }
  /// The key that the room was given; the line keeps none.
  Start::Key take_key();
  HouseClock& clock() { return clock_; }
  /// Takes what the supervisor sent. False once it asked to stop, or is gone.
  bool poll();
  void beat(std::vector<std::uint64_t> figures);
  /// Told what `poll` reads beyond stops and clocks.
  std::function<void(const ControlMessage&)> on_message;
  int descriptor() const { return channel_.descriptor(); }

 private:
  RoomLink(Channel channel, Start start)
      : channel_(std::move(channel)), start_(std::move(start)), clock_(start_.clock_offset) {}
  Channel channel_;
  Start start_;
  HouseClock clock_;
  bool is_stopping_ = false;
};

}  // namespace sillage::app
