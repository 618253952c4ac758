// SPDX-License-Identifier: Apache-2.0
#pragma once

// For tests only.

#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sillage::eye::test {

/// A server on this machine that says the same to everybody, after reading a request, and then
/// nothing more. An empty answer: it does not even answer.
class OneAnswerServer {
 public:
  explicit OneAnswerServer(std::string answer) : answer_(std::move(answer)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof here;
    EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&here), size), 0);
    EXPECT_EQ(::listen(listener_, 4), 0);
    EXPECT_EQ(::getsockname(listener_, reinterpret_cast<sockaddr*>(&here), &size), 0);
    port_ = ntohs(here.sin_port);
    thread_ = std::jthread([this] { serve(); });
  }
  ~OneAnswerServer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    for (const int client : clients_) ::close(client);
    ::close(listener_);
  }
  std::string address(const std::string& scheme) const {
    return scheme + "://admin:hunter2@127.0.0.1:" + std::to_string(port_) + "/live?key=hunter2";
  }

 private:
  void serve() {
    for (;;) {
      const int client = ::accept(listener_, nullptr, nullptr);
      if (client < 0) return;
      clients_.push_back(client);
      if (answer_.empty()) continue;
      char request[4096];
      if (::recv(client, request, sizeof request, 0) <= 0) continue;
      ::send(client, answer_.data(), answer_.size(), MSG_NOSIGNAL);
    }
  }

  std::string answer_;
  int listener_ = -1;
  int port_ = 0;
  std::vector<int> clients_;
  std::jthread thread_;
};

}  // namespace sillage::eye::test
