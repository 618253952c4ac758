// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/proxy.h"

#include <vector>

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sillage::faults {

int connect_to(std::uint16_t port) {
  const int line = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(line, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0) return line;
  ::close(line);
  return -1;
}

int listen_on_any(std::uint16_t& port) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in any{};
  any.sin_family = AF_INET;
  any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof any;
  EXPECT_EQ(::bind(listener, reinterpret_cast<sockaddr*>(&any), size), 0);
  EXPECT_EQ(::listen(listener, 16), 0);
  EXPECT_EQ(::getsockname(listener, reinterpret_cast<sockaddr*>(&any), &size), 0);
  port = ntohs(any.sin_port);
  return listener;
}

Proxy::Proxy(std::uint16_t server) : listener_(listen_on_any(port_)), server_(server) {
  thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
}

Proxy::~Proxy() {
  thread_ = {};
  for (const Pair& pair : pairs_) ::close(pair.eye), ::close(pair.server);
  ::close(listener_);
}

void Proxy::accept() {
  Pair pair;
  pair.eye = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  pair.server = connect_to(server_);
  ++connections_;
  if (pair.eye >= 0 && pair.server >= 0) {
    pairs_.push_back(std::move(pair));
    return;
  }
  for (const int end : {pair.eye, pair.server}) {
    if (end >= 0) ::close(end);
  }
}

void Proxy::serve(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::vector<pollfd> ends{{listener_, POLLIN, 0}};
    const short what = is_stalled_ ? 0 : POLLIN;
    for (const Pair& pair : pairs_) {
      ends.push_back({pair.eye, what, 0});
      ends.push_back({pair.server, what, 0});
    }
    ::poll(ends.data(), ends.size(), 20);
    const bool is_cut = is_cut_.exchange(false);
    std::size_t i = 1;
    for (auto pair = pairs_.begin(); pair != pairs_.end(); i += 2) {
      const bool goes_on = !is_cut && pass(*pair, ends[i].revents, ends[i + 1].revents);
      if (goes_on) {
        ++pair;
        continue;
      }
      ::close(pair->eye);
      ::close(pair->server);
      pair = pairs_.erase(pair);
    }
    if (ends[0].revents != 0) accept();
  }
}

bool Proxy::pass(Pair& pair, short eye, short server) {
  char bytes[65536];
  const auto send = [](int to, const char* from, std::size_t size) {
    return ::send(to, from, size, MSG_NOSIGNAL) == static_cast<ssize_t>(size);
  };
  if ((eye & POLLIN) != 0) {
    const ssize_t got = ::recv(pair.eye, bytes, sizeof bytes, 0);
    if (got <= 0 || !send(pair.server, bytes, static_cast<std::size_t>(got))) return false;
  } else if ((eye & (POLLHUP | POLLERR)) != 0) {
    return false;
  }
  if ((server & POLLIN) == 0) return (server & (POLLHUP | POLLERR)) == 0;
  const ssize_t got = ::recv(pair.server, bytes, sizeof bytes, 0);
  if (got <= 0) return false;
  pair.from_server.append(bytes, static_cast<std::size_t>(got));
  std::string out = pair.from_server;
  if (truncate_one_in_ > 0) {
    out = whole_pieces(pair.from_server);
  } else {
    pair.from_server.clear();
  }
  pair.passed += out.size();
  if (cut_after_ > 0 && pair.passed > cut_after_) return false;
  return send(pair.eye, out.data(), out.size());
}

/// Takes whole RTP packets ('$', channel, length, content; RFC 2326, 10.12) and whole answers away
/// from the beginning of `bytes`, and shortens some of the packets.
std::string Proxy::whole_pieces(std::string& bytes) {
  std::string out;
  while (bytes.size() >= 4) {
    if (bytes[0] != '$') {
      const std::size_t next = bytes.find("\r\n\r\n");
      if (next == std::string::npos) break;
      out += bytes.substr(0, next + 4);
      bytes.erase(0, next + 4);
      continue;
    }
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
    const std::size_t size = byte(2) << 8 | byte(3);
    if (bytes.size() < 4 + size) break;
    const bool is_cut = byte(1) == 0 && ++packets_ % truncate_one_in_ == 0;
    const std::size_t kept = is_cut ? size / 2 : size;
    out += {'$', bytes[1], static_cast<char>(kept >> 8), static_cast<char>(kept & 0xff)};
    out += bytes.substr(4, kept);
    bytes.erase(0, 4 + size);
  }
  return out;
}

}  // namespace sillage::faults
