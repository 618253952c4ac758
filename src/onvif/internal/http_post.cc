// SPDX-License-Identifier: Apache-2.0
#include "onvif/internal/http_post.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <system_error>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sillage::onvif::internal {
namespace {

namespace http = boost::beast::http;

constexpr std::size_t kMostBytes = 1 << 20;

/// A connection with an end of all waiting.
class Line {
 public:
  explicit Line(Duration limit) : until_(std::chrono::steady_clock::now() + limit) {}
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  ~Line() {
    if (socket_ >= 0) ::close(socket_);
  }

  /// 0 or an errno.
  int connect(const addrinfo& to) {
    if (socket_ >= 0) ::close(socket_);
    socket_ = ::socket(to.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (socket_ < 0) return errno;
    if (::connect(socket_, to.ai_addr, to.ai_addrlen) == 0) return 0;
    if (errno != EINPROGRESS) return errno;
    if (!wait(POLLOUT)) return ETIMEDOUT;
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size);
    return error;
  }

  int send(std::string_view bytes) {
    while (!bytes.empty()) {
      if (!wait(POLLOUT)) return ETIMEDOUT;
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent < 0 && errno != EAGAIN) return errno;
      if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return 0;
  }

  /// Appends what has come; `is_over` once there is no more.
  int receive(std::string& bytes, bool& is_over) {
    if (!wait(POLLIN)) return ETIMEDOUT;
    char piece[16384];
    const ssize_t got = ::recv(socket_, piece, sizeof piece, 0);
    if (got < 0) return errno == EAGAIN ? 0 : errno;
    is_over = got == 0;
    bytes.append(piece, static_cast<std::size_t>(got));
    return 0;
  }

 private:
  bool wait(short what) const {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until_ - std::chrono::steady_clock::now());
    pollfd waiting{socket_, what, 0};
    return left.count() > 0 && ::poll(&waiting, 1, static_cast<int>(left.count())) == 1;
  }

  std::chrono::steady_clock::time_point until_;
  int socket_ = -1;
};

tl::unexpected<Error> unreachable(const HttpAddress& to, int error) {
  return fail(ErrorCode::kUnavailable,
              "{}:{} does not answer ({}); check the address, that the camera has power and is in "
              "this network, and the port of its web page",
              to.host, to.port, std::generic_category().message(error));
}

Result<void> connect(Line& line, const HttpAddress& to) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(to.host.c_str(), to.port.c_str(), &hints, &found) != 0) {
    return unreachable(to, EHOSTUNREACH);
  }
  int error = EHOSTUNREACH;
  for (const addrinfo* next = found; next != nullptr && error != 0; next = next->ai_next) {
    error = line.connect(*next);
  }
  ::freeaddrinfo(found);
  if (error != 0) return unreachable(to, error);
  return {};
}

std::string request(const HttpAddress& to, const std::string& body) {
  const bool is_ipv6 = to.host.find(':') != std::string::npos;
  return fmt::format(
      "POST {} HTTP/1.1\r\nHost: {}:{}\r\nConnection: close\r\n"
      "Content-Type: application/soap+xml; charset=utf-8\r\nContent-Length: {}\r\n\r\n{}",
      to.path, is_ipv6 ? "[" + to.host + "]" : to.host, to.port, body.size(), body);
}

Result<std::string> read_answer(Line& line, const HttpAddress& to) {
  http::response_parser<http::string_body> parser;
  parser.body_limit(kMostBytes);
  parser.eager(true);
  std::string bytes;
  boost::system::error_code error;
  for (bool is_over = false; !parser.is_done() && !is_over;) {
    if (const int code = line.receive(bytes, is_over); code != 0) return unreachable(to, code);
    if (!bytes.empty()) {
      bytes.erase(0, parser.put(boost::asio::buffer(bytes), error));
      if (error == http::error::need_more) error = {};
    }
    if (is_over && !error && parser.got_some()) parser.put_eof(error);
    if (error || bytes.size() > kMostBytes) break;
  }
  if (error || !parser.is_done()) {
    return fail(ErrorCode::kDataLoss,
                "{}:{} does not answer as a web server does; check the port of its ONVIF service",
                to.host, to.port);
  }
  if (parser.get().result() == http::status::unauthorized) {
    return fail(ErrorCode::kPermission,
                "{} refuses the user name or password; use those of a user of its ONVIF service",
                to.host);
  }
  if (parser.get().result() == http::status::not_found) {
    return fail(ErrorCode::kNotFound,
                "{}:{} has no ONVIF service at {}; switch ONVIF on in the camera, or give the "
                "address that 'sillage camera discover' shows",
                to.host, to.port, to.path);
  }
  return std::move(parser.get().body());
}

}  // namespace

Result<HttpAddress> parse_address(const std::string& url) {
  constexpr std::string_view kScheme = "http://";
  const auto wrong = [&] {
    return fail(ErrorCode::kUsage,
                "not an address of an ONVIF service (user names go apart); give "
                "http://HOST[:PORT]/onvif/device_service");
  };
  if (!url.starts_with(kScheme)) return wrong();
  const std::string rest = url.substr(kScheme.size());
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  std::string authority = rest.substr(0, slash);
  HttpAddress to{authority, "80",
                 slash < rest.size() ? rest.substr(slash) : "/onvif/device_service"};
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.find(':', bracket == std::string::npos ? 0 : bracket);
  if (colon != std::string::npos) to.port = authority.substr(colon + 1);
  to.host = authority.substr(0, colon);
  if (bracket != std::string::npos) {
    if (authority[0] != '[') return wrong();
    to.host = authority.substr(1, bracket - 1);
  }
  const bool has_port = !to.port.empty() && to.port.size() <= 5 &&
                        std::all_of(to.port.begin(), to.port.end(),
                                    [](unsigned char c) { return std::isdigit(c) != 0; });
  const auto is_plain = [](const std::string& text) {
    return std::all_of(text.begin(), text.end(),
                       [](unsigned char c) { return c > 0x20 && c < 0x7f && c != '@'; });
  };
  if (to.host.empty() || !has_port || !is_plain(to.host) || !is_plain(to.path)) return wrong();
  return to;
}

Result<std::string> http_post(const HttpAddress& to, const std::string& body, Duration limit) {
  Line line(limit);
  RETURN_IF_ERROR(connect(line, to));
  if (const int error = line.send(request(to, body)); error != 0) return unreachable(to, error);
  return read_answer(line, to);
}

}  // namespace sillage::onvif::internal
