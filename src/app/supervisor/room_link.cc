// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/room_link.h"

#include <array>

#include <fcntl.h>
#include <poll.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/supervisor/log.h"
#include "app/supervisor/sandbox.h"

namespace sillage::app {
namespace {

constexpr int kStartWaitMs = 5000;
constexpr std::size_t kMaxConfig = 1 << 20;

}  // namespace

Result<std::string> read_config_descriptor() {
  std::string text(kMaxConfig, '\0');
  const ssize_t size = ::pread(kConfigDescriptor, text.data(), text.size(), 0);
  if (size < 0) {
    return fail(ErrorCode::kUsage, "a room has no configuration; start it with sillage run");
  }
  text.resize(static_cast<std::size_t>(size));
  return text;
}

Result<std::uint64_t> close_room(RoomKind kind, const Folders& folders) {
  ASSIGN_OR_RETURN(const Closed closed, close_in(kind, folders));
  if (const std::string open = left_open(closed); !open.empty()) {
    log(Level::kWarning, "event=room-not-all-closed room={} open=\"{}\"", to_string(kind), open);
  }
  std::uint64_t bits = 0;
  for (const auto& [is_closed, bit] : {std::pair(closed.calls, kCallsClosed),
                                       {closed.files, kFilesClosed},
                                       {closed.memory, kMemoryLocked},
                                       {closed.dumps, kNoDumps},
                                       {closed.rights, kNoRights},
                                       {closed.namespaces, kOwnNamespaces}}) {
    if (is_closed) bits |= bit;
  }
  return bits;
}

Result<std::unique_ptr<RoomLink>> RoomLink::open() {
  Channel channel{Descriptor(kControlDescriptor)};
  pollfd waiting{kControlDescriptor, POLLIN, 0};
  const bool is_there = ::poll(&waiting, 1, kStartWaitMs) == 1 && (waiting.revents & POLLIN) != 0;
  const auto packet = is_there ? channel.receive() : std::nullopt;
  auto message = packet ? decode_control(*packet) : std::nullopt;
  if (!message || !std::holds_alternative<Start>(*message)) {
    return fail(ErrorCode::kUsage,
                "nobody started this process as a room; use sillage run, which starts the rooms");
  }
  return std::unique_ptr<RoomLink>(
      new RoomLink(std::move(channel), std::get<Start>(std::move(*message))));
}

Start::Key RoomLink::take_key() {
  const Start::Key key = start_.key;
  ::sodium_memzero(start_.key.data(), start_.key.size());
  return key;
}

bool RoomLink::poll() {
  while (const auto packet = channel_.receive()) {
    const auto message = decode_control(*packet);
    if (packet->empty() || (message && std::holds_alternative<Stop>(*message))) {
      is_stopping_ = true;
      break;
    }
    if (!message) continue;
    if (const auto* set = std::get_if<SetClock>(&*message)) {
      clock_.set(set->offset);
    } else if (on_message) {
      on_message(*message);
    }
  }
  return !is_stopping_;
}

void RoomLink::beat(std::vector<std::uint64_t> figures) {
  channel_.send(encode(ControlMessage(Beat{std::move(figures)})));
}

}  // namespace sillage::app
