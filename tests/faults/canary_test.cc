// SPDX-License-Identifier: Apache-2.0
// Frames with a pattern that exists nowhere else go through a run, and through kills and crashes of
// its eyes; afterwards no piece of it is in any file that the run could have written, none of it
// went over a network meanwhile, and nothing of a room was ever in swap.
#include <atomic>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <random>
#include <sstream>
#include <thread>
#include <unordered_set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/if_ether.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/faults/live_store.h"

namespace sillage::faults {
namespace {

namespace fs = std::filesystem;
constexpr int kWidth = 320, kHeight = 240;

/// Finds pieces of 8 bytes of the pattern, at any place of a file.
class Scanner {
 public:
  explicit Scanner(const std::string& pattern) {
    for (std::size_t i = 0; i + 8 <= pattern.size(); i += 4) {
      std::uint64_t piece = 0;
      std::memcpy(&piece, pattern.data() + i, 8);
      pieces_.insert(piece);
    }
  }
  bool finds_in(const std::string& bytes) const {
    for (std::size_t i = 0; i + 8 <= bytes.size(); ++i) {
      std::uint64_t piece = 0;
      std::memcpy(&piece, bytes.data() + i, 8);
      if (pieces_.contains(piece)) return true;
    }
    return false;
  }
  bool finds_in_file(const fs::path& file) const {
    std::ifstream in(file, std::ios::binary);
    return finds_in({std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()});
  }

 private:
  std::unordered_set<std::uint64_t> pieces_;
};

/// Looks at every packet of every network of this machine while it lives. Needs the right to.
class Capture {
 public:
  explicit Capture(const Scanner& scanner)
      : socket_(::socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, htons(ETH_P_ALL))) {
    if (socket_ < 0) return;
    thread_ = std::jthread([this, &scanner](const std::stop_token& stop) {
      std::string packet(65536, '\0');
      while (!stop.stop_requested()) {
        pollfd waiting{socket_, POLLIN, 0};
        if (::poll(&waiting, 1, 50) != 1) continue;
        const ssize_t got = ::recv(socket_, packet.data(), packet.size(), 0);
        if (got > 0) found_ += scanner.finds_in(packet.substr(0, static_cast<std::size_t>(got)));
      }
    });
  }
  ~Capture() {
    thread_ = {};
    if (socket_ >= 0) ::close(socket_);
  }
  bool is_allowed() const { return socket_ >= 0; }
  int found() const { return found_; }

 private:
  int socket_;
  std::atomic<int> found_ = 0;
  std::jthread thread_;
};

void send_over_loopback(const std::string& bytes) {
  const int line = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(9);  // discard
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ::sendto(line, bytes.data(), bytes.size(), 0, reinterpret_cast<const sockaddr*>(&to), sizeof to);
  ::close(line);
}

/// "VmSwap" of a process, kB; nothing where it is gone.
std::optional<int> memory_of(pid_t pid, const std::string& what) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(what + ":")) return std::stoi(line.substr(what.size() + 1));
  }
  return {};
}

std::string random_pattern() {
  std::mt19937 random(1234567);
  std::string pattern(static_cast<std::size_t>(kWidth) * kHeight, '\0');
  for (char& c : pattern) c = static_cast<char>(16 + random() % 220);
  return pattern;
}

void write_pattern_clip(const fs::path& file, const std::string& pattern) {
  std::ofstream out(file, std::ios::binary);
  out << "YUV4MPEG2 W" << kWidth << " H" << kHeight << " F10:1 C420\n";
  const std::string grey(static_cast<std::size_t>(kWidth) * kHeight / 2, '\x80');
  for (int i = 0; i < 60; ++i) out << "FRAME\n" << pattern << grey;
}

pid_t pid_of(const std::string& log, const std::string& room) {
  const std::string mark = "event=room-started room=\"" + room + "\" pid=";
  const std::size_t at = log.rfind(mark);
  return at == std::string::npos ? 0 : std::stoi(log.substr(at + mark.size()));
}

TEST(Canary, NoPieceOfAFrameIsLeftInAnyFile) {
  const std::string pattern = random_pattern();
  const Scanner scanner(pattern);
  LiveStore store({});
  const fs::path clip = store.clip("door.y4m");
  write_pattern_clip(clip, pattern);
  store.set_source("door", clip.string());
  const Capture capture(scanner);
  store.start();
  for (const int signal : {SIGKILL, SIGSEGV}) {
    ASSERT_TRUE(store.reaches("frames_analysed_total", "door", 10, 60));
    const pid_t eye = pid_of(store.run().err_with("camera-online", 10), "eye door");
    ASSERT_GT(eye, 0);
    EXPECT_EQ(memory_of(eye, "VmSwap"), 0);
    EXPECT_GT(memory_of(eye, "VmLck").value_or(0), 0) << "locked: it cannot be in swap later";
    ::kill(eye, signal);
    std::this_thread::sleep_for(std::chrono::seconds(6));  // until the figures are of the next eye
  }
  store.run().interrupt();
  const auto ended = store.run().finish(20);
  EXPECT_THAT(ended.err, testing::HasSubstr("signal=11"));
  EXPECT_FALSE(scanner.finds_in(ended.err + ended.out));
  EXPECT_EQ(capture.found(), 0) << "a piece of it went over a network";
  int files = 0;
  const fs::path folder = clip.parent_path();
  for (const fs::path& place : {folder, fs::current_path()}) {
    for (const auto& entry : fs::directory_iterator(place)) {
      if (!entry.is_regular_file() || entry.path() == clip) continue;
      const bool is_written_here =
          place == folder || entry.path().filename().string().starts_with("core");
      if (!is_written_here) continue;
      ++files;
      EXPECT_FALSE(scanner.finds_in_file(entry.path())) << entry.path();
    }
  }
  EXPECT_GE(files, 2);
  EXPECT_TRUE(scanner.finds_in_file(clip));
  const fs::path planted = folder / "planted";
  std::ofstream(planted, std::ios::binary) << std::string(1001, 'x') << pattern.substr(4321, 24);
  EXPECT_TRUE(scanner.finds_in_file(planted));
  if (!capture.is_allowed()) {
    std::printf("networks were not looked at: run as root\n");
    return;
  }
  send_over_loopback(std::string(101, 'x') + pattern.substr(4321, 24));
  for (int i = 0; i < 50 && capture.found() == 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_GT(capture.found(), 0) << "the planted one";
}

}  // namespace
}  // namespace sillage::faults
