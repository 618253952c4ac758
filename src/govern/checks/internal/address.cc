// SPDX-License-Identifier: Apache-2.0
#include "govern/checks/internal/address.h"

#include <array>
#include <string>

#include <arpa/inet.h>

namespace sillage::govern::internal {
namespace {

std::string host_of(std::string_view url) {
  url = url.substr(0, url.find_first_of("/?#"));
  if (const std::size_t at = url.rfind('@'); at != std::string_view::npos) {
    url.remove_prefix(at + 1);
  }
  if (url.starts_with('[')) return std::string(url.substr(1, url.find(']') - 1));
  return std::string(url.substr(0, url.find(':')));
}

bool is_private_v4(const in_addr& address) {
  const auto a = ntohl(address.s_addr);
  return (a >> 24) == 127 || (a >> 24) == 10 || (a >> 20) == 0xAC1 || (a >> 16) == 0xC0A8 ||
         (a >> 16) == 0xA9FE;
}

bool is_private_v6(const in6_addr& a) {
  return IN6_IS_ADDR_LOOPBACK(&a) || IN6_IS_ADDR_LINKLOCAL(&a) || (a.s6_addr[0] & 0xFE) == 0xFC;
}

bool is_private_host(const std::string& host) {
  in_addr v4{};
  in6_addr v6{};
  if (inet_pton(AF_INET, host.c_str(), &v4) == 1) return is_private_v4(v4);
  if (inet_pton(AF_INET6, host.c_str(), &v6) == 1) return is_private_v6(v6);
  constexpr std::array<std::string_view, 3> kInHouse = {".local", ".lan", ".internal"};
  for (const std::string_view end : kInHouse) {
    if (host.ends_with(end)) return true;
  }
  return !host.empty() && host.find('.') == std::string::npos;
}

}  // namespace

Link link_of(std::string_view source) {
  const std::size_t scheme = source.find("://");
  if (scheme == std::string_view::npos) return Link::kPrivate;
  const std::string_view name = source.substr(0, scheme);
  if (name == "rtsps" || name == "https") return Link::kEncrypted;
  if (name == "file") return Link::kPrivate;
  return is_private_host(host_of(source.substr(scheme + 3))) ? Link::kPrivate
                                                             : Link::kPublicAndPlain;
}

}  // namespace sillage::govern::internal
