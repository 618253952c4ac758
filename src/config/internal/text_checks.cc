// SPDX-License-Identifier: Apache-2.0
#include "config/internal/text_checks.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "base/id.h"
#include "config/internal/limits.h"
#include "config/internal/problems.h"

namespace sillage::config::internal {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

/// "pass=x" somewhere in a stream's path or query, as many cameras take it.
bool has_secret_parameter(std::string_view address) {
  constexpr std::array<std::string_view, 8> kNames = {
      "password=", "passwd=", "pass=", "pwd=", "token=", "secret=", "apikey=", "api_key="};
  const std::string text = lower(address);
  constexpr std::string_view kBefore = "/?&;";
  return std::any_of(kNames.begin(), kNames.end(), [&](std::string_view name) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
      const std::size_t value = at + name.size();
      const bool starts = at > 0 && kBefore.find(text[at - 1]) != std::string_view::npos;
      if (starts && value < text.size() && text[value] != '&') return true;
    }
    return false;
  });
}

/// User information of a URL. A password may hold a '/', so that the '@' comes after what looks
/// like the host: "host:port" must then end in digits.
bool has_user(std::string_view after_scheme) {
  const std::size_t at = after_scheme.find('@');
  if (at == std::string_view::npos) return false;
  const std::string_view host = after_scheme.substr(0, after_scheme.find_first_of("/?#"));
  if (at < host.size()) return true;
  const std::size_t colon = host.rfind(':');
  if (colon == std::string_view::npos || host.front() == '[') return false;
  const std::string_view port = host.substr(colon + 1);
  return port.empty() ||
         !std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool holds_secret(std::string_view source) {
  const std::size_t scheme = source.find("://");
  if (scheme == std::string_view::npos) return false;
  const std::string_view rest = source.substr(scheme + 3);
  return has_user(rest) || has_secret_parameter(rest);
}

}  // namespace

bool is_credential_key(std::string_view key) {
  constexpr std::array<std::string_view, 10> kNames = {"user",   "username",   "login", "password",
                                                       "passwd", "pass",       "pwd",   "token",
                                                       "secret", "credentials"};
  return std::find(kNames.begin(), kNames.end(), lower(key)) != kNames.end();
}

std::string wrong_with(std::string_view text, Format format) {
  if (text.size() > static_cast<std::size_t>(kMaxTextBytes)) {
    return fmt::format("is {} bytes long, {} are allowed; shorten it", text.size(), kMaxTextBytes);
  }
  const bool control = std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
  if (control) return "has control characters; remove them";
  switch (format) {
    case Format::kPlain:
      return {};
    case Format::kId:
      if (is_valid_id(text)) return {};
      return fmt::format(
          "'{}' is no id; use 1 to 32 characters of a-z, 0-9, '-' and '_', a letter or digit first",
          printable(text));
    case Format::kTimeZone: {
      std::string advice;
      if (is_time_zone(text, advice)) return {};
      return fmt::format("'{}' is not in the time zone database; {}", printable(text), advice);
    }
    case Format::kSource:
      return holds_secret(text)
                 ? fmt::format("the address holds a user or password; {}", kNoCredentials)
                 : std::string{};
  }
  return {};
}

}  // namespace sillage::config::internal
