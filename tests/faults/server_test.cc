// SPDX-License-Identifier: Apache-2.0
// A camera's server that sends garbage, cuts off, answers half or says nothing: its eye goes on
// trying in the same process, and the other camera does not notice. SILLAGE_FAULT_CONNECTIONS says
// how many connections (200 in the long form, which takes about 40 minutes).
#include <atomic>
#include <cstdlib>
#include <random>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/faults/live_store.h"

namespace sillage::faults {
namespace {

/// Listens on this machine and treats each connection worse than the one before.
class BadServer {
 public:
  BadServer() {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in any{};
    any.sin_family = AF_INET;
    any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof any;
    EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&any), size), 0);
    EXPECT_EQ(::listen(listener_, 16), 0);
    EXPECT_EQ(::getsockname(listener_, reinterpret_cast<sockaddr*>(&any), &size), 0);
    port_ = ntohs(any.sin_port);
    thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
  }
  ~BadServer() {
    thread_.request_stop();
    thread_.join();
    ::close(listener_);
  }
  std::string url() const { return "rtsp://127.0.0.1:" + std::to_string(port_) + "/stream"; }
  int connections() const { return connections_; }

 private:
  void serve(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      pollfd waiting{listener_, POLLIN, 0};
      if (::poll(&waiting, 1, 100) != 1) continue;
      const int line = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (line < 0) continue;
      mistreat(line, connections_++ % 5);
      ::close(line);
    }
  }

  void mistreat(int line, int how) {
    const auto say = [&](std::string_view text) {
      ::send(line, text.data(), text.size(), MSG_NOSIGNAL);
    };
    if (how == 0) {  // garbage
      std::string garbage(200'000, '\0');
      for (char& c : garbage) c = static_cast<char>(random_());
      say(garbage);
    } else if (how == 1) {  // an answer that is cut off
      say("RTSP/1.0 200 OK\r\nCSeq: 1\r\nPublic: DESC");
    } else if (how == 2) {  // a description of nothing
      char asked[2048];
      for (int i = 1; i <= 3 && ::recv(line, asked, sizeof asked, 0) > 0; ++i) {
        say("RTSP/1.0 200 OK\r\nCSeq: " + std::to_string(i) +
            "\r\nContent-Type: application/sdp\r\nContent-Length: 22\r\n\r\nv=0\r\nm=video 0 "
            "RTP/AVP ");
      }
    } else if (how == 3) {  // a password that nobody knows
      char asked[2048];
      for (int i = 1; i <= 3 && ::recv(line, asked, sizeof asked, 0) > 0; ++i) {
        say("RTSP/1.0 401 Unauthorized\r\nCSeq: " + std::to_string(i) +
            "\r\nWWW-Authenticate: Digest realm=\"x\", nonce=\"y\"\r\n\r\n");
      }
    }
    // how == 4: closed without a word
  }

  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<int> connections_ = 0;
  std::mt19937 random_{5};
  std::jthread thread_;
};

TEST(Server, ThatMisbehavesCostsItsOwnCameraAlone) {
  const char* wanted = std::getenv("SILLAGE_FAULT_CONNECTIONS");
  const int connections = wanted != nullptr ? std::atoi(wanted) : 5;
  BadServer server;
  LiveStore store({{"door", server.url()}});
  const std::string clip = store.clip("till.y4m");
  e2e::write_clip(clip, 300, [](int) { return std::vector<Box>{}; });  // longer than it takes
  store.set_source("till", clip);
  store.start();
  EXPECT_TRUE(store.reaches("frames_read_total", "till", 50, 60));
  EXPECT_TRUE(store.reaches("connection_failures_total", "door", connections, 20 * connections));
  EXPECT_GE(server.connections(), connections);
  EXPECT_EQ(store.of_camera("camera_state", "door"), 2) << "offline";
  EXPECT_EQ(store.of_camera("camera_state", "till"), 1) << "watching";
  for (const char* camera : {"door", "till"}) EXPECT_EQ(store.restarts("eye", camera), 0) << camera;
  store.run().interrupt();
  EXPECT_EQ(store.run().finish(20).exit_code, 0);
}

}  // namespace
}  // namespace sillage::faults
