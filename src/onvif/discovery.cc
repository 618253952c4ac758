// SPDX-License-Identifier: Apache-2.0
#include "onvif/discovery.h"

#include <array>
#include <map>
#include <optional>
#include <system_error>

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <openssl/rand.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sillage::onvif {
namespace {

constexpr std::size_t kMostCameras = 256, kMostDatagrams = 4096;
constexpr auto kAskAgainAfter = std::chrono::milliseconds(500);
constexpr int kQuestions = 3;

std::string random_uuid() {
  std::array<unsigned char, 16> b{};
  RAND_bytes(b.data(), b.size());
  b[6] = static_cast<unsigned char>((b[6] & 0x0f) | 0x40);
  b[8] = static_cast<unsigned char>((b[8] & 0x3f) | 0x80);
  std::string text;
  for (std::size_t i = 0; i < b.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += fmt::format("{:02x}", b[i]);
  }
  return text;
}

class Socket {
 public:
  ~Socket() {
    if (number_ >= 0) ::close(number_);
  }
  Socket() = default;
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  Result<void> open(const DiscoveryOptions& options) {
    number_ = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (number_ < 0) return cannot("open a socket");
    to_.sin_family = AF_INET;
    to_.sin_port = htons(options.port);
    if (::inet_pton(AF_INET, options.to.c_str(), &to_.sin_addr) != 1) {
      return fail(ErrorCode::kUsage, "'{}' is no IPv4 address; give one such as 192.168.1.20",
                  options.to);
    }
    if (options.interface.empty()) return {};
    ip_mreqn by{};
    by.imr_ifindex = static_cast<int>(::if_nametoindex(options.interface.c_str()));
    if (by.imr_ifindex == 0) {
      return fail(ErrorCode::kNotFound, "there is no network interface '{}'; see: ip address",
                  options.interface);
    }
    if (::setsockopt(number_, IPPROTO_IP, IP_MULTICAST_IF, &by, sizeof by) != 0) {
      return cannot("ask by " + options.interface);
    }
    return {};
  }

  Result<void> ask(const std::string& text) const {
    const auto sent = ::sendto(number_, text.data(), text.size(), MSG_NOSIGNAL,
                               reinterpret_cast<const sockaddr*>(&to_), sizeof to_);
    if (sent < 0) return cannot("ask the network");
    return {};
  }

  /// Nothing where none came until then.
  std::optional<std::string> receive(std::chrono::steady_clock::time_point until) const {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    pollfd waiting{number_, POLLIN, 0};
    if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) != 1) return {};
    std::string datagram(65536, '\0');
    const ssize_t size = ::recv(number_, datagram.data(), datagram.size(), 0);
    datagram.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
    return datagram;
  }

 private:
  static tl::unexpected<Error> cannot(const std::string& what) {
    return fail(ErrorCode::kUnavailable,
                "cannot {} ({}); check that the network is up, or name the interface of the "
                "cameras' network",
                what, std::generic_category().message(errno));
  }

  int number_ = -1;
  sockaddr_in to_{};
};

}  // namespace

Result<std::vector<Found>> discover(const DiscoveryOptions& options) {
  Socket socket;
  RETURN_IF_ERROR(socket.open(options));
  const std::string question = probe_request(random_uuid());
  const auto end = std::chrono::steady_clock::now() + options.listen_for;
  auto next_question = std::chrono::steady_clock::now();
  std::map<std::string, Found> found;
  int asked = 0;
  for (std::size_t heard = 0; heard < kMostDatagrams && found.size() < kMostCameras;) {
    const auto now = std::chrono::steady_clock::now();
    if (now >= end) break;
    if (asked < kQuestions && now >= next_question) {
      RETURN_IF_ERROR(socket.ask(question));
      next_question = now + kAskAgainAfter;
      ++asked;
    }
    const auto datagram = socket.receive(asked < kQuestions ? std::min(end, next_question) : end);
    if (!datagram) continue;
    ++heard;
    const auto matches = read_probe_matches(*datagram);
    if (!matches) continue;  // somebody else's
    for (const Found& one : *matches) found.emplace(one.address, one);
  }
  std::vector<Found> all;
  for (auto& [address, one] : found) all.push_back(std::move(one));
  return all;
}

}  // namespace sillage::onvif
