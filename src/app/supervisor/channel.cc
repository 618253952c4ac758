// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/channel.h"

#include <array>
#include <cerrno>
#include <system_error>

#include <sys/socket.h>
#include <unistd.h>

namespace sillage::app {
namespace {

/// Room for seconds of messages while a room starts again.
constexpr int kBufferBytes = 2 << 20;

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

Descriptor::~Descriptor() {
  if (is_open()) ::close(number_);
}

Result<std::pair<Channel, Channel>> Channel::pair() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0) {
    return fail(ErrorCode::kExhausted,
                "cannot make a line between two rooms ({}); raise the limit of open files "
                "(ulimit -n)",
                std::generic_category().message(errno));
  }
  for (const int end : ends) {
    // With the right to it, beyond what the system allows everybody.
    if (::setsockopt(end, SOL_SOCKET, SO_SNDBUFFORCE, &kBufferBytes, sizeof kBufferBytes) != 0) {
      ::setsockopt(end, SOL_SOCKET, SO_SNDBUF, &kBufferBytes, sizeof kBufferBytes);
    }
  }
  return std::pair(Channel(Descriptor(ends[0])), Channel(Descriptor(ends[1])));
}

Channel::Sent Channel::send(std::span<const std::byte> packet) const {
  for (;;) {
    const ssize_t sent =
        ::send(descriptor(), packet.data(), packet.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent >= 0) return Sent::kYes;
    if (errno == EINTR) continue;
    return errno == EAGAIN || errno == ENOBUFS ? Sent::kFull : Sent::kGone;
  }
}

std::optional<std::vector<std::byte>> Channel::receive() const {
  std::array<std::byte, kMaxPacket> buffer;
  for (;;) {
    const ssize_t size = ::recv(descriptor(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0 && errno == EAGAIN) return std::nullopt;
    const std::size_t taken = size < 0 ? 0 : static_cast<std::size_t>(size);
    return std::vector<std::byte>(buffer.begin(), buffer.begin() + taken);
  }
}

}  // namespace sillage::app
