// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/source_address.h"

#include <algorithm>
#include <cctype>

#include <fmt/core.h>

namespace sillage::app {
namespace {

constexpr std::string_view kMark = "://";

std::string escaped(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = std::isalnum(byte) != 0 || c == '-' || c == '_' || c == '.' || c == '~';
    safe += is_plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return safe;
}

std::string default_port(std::string scheme) {
  std::transform(scheme.begin(), scheme.end(), scheme.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (scheme == "rtsp") return "554";
  if (scheme == "rtsps") return "322";
  return scheme == "https" ? "443" : "80";
}

}  // namespace

std::string with_credentials(const std::string& url, const std::string& user,
                             const std::string& password) {
  const std::size_t mark = url.find(kMark);
  if (user.empty() || mark == std::string::npos || url.starts_with("file:")) return url;
  const std::size_t host = mark + kMark.size();
  return url.substr(0, host) + escaped(user) + ":" + escaped(password) + "@" + url.substr(host);
}

std::optional<HostAndPort> host_of(const std::string& url) {
  const std::size_t mark = url.find(kMark);
  if (mark == std::string::npos || url.starts_with("file:")) return std::nullopt;
  std::string authority = url.substr(mark + kMark.size());
  authority = authority.substr(0, authority.find_first_of("/?#"));
  authority = authority.substr(authority.rfind('@') + 1);
  HostAndPort to{authority, default_port(url.substr(0, mark))};
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.find(':', bracket == std::string::npos ? 0 : bracket);
  if (colon != std::string::npos) {
    to.port = authority.substr(colon + 1);
    to.host = authority.substr(0, colon);
  }
  if (bracket != std::string::npos) to.host = authority.substr(1, bracket - 1);
  return to;
}

}  // namespace sillage::app
