// SPDX-License-Identifier: Apache-2.0
#include "base/time.h"

#include <algorithm>
#include <sstream>

#include <date/date.h>
#include <fmt/compile.h>

namespace sillage {
namespace {

/// True where `text` has the shape of `pattern`, in which 0 stands for any digit.
bool has_shape(std::string_view text, std::string_view pattern) {
  return std::equal(text.begin(), text.end(), pattern.begin(), pattern.end(),
                    [](char c, char p) { return p == '0' ? c >= '0' && c <= '9' : c == p; });
}

/// The library's parser forgives missing digits and blanks; the format that we document does not.
bool looks_like_iso8601(std::string_view text) {
  constexpr std::string_view kSecond = "0000-00-00T00:00:00";
  if (!has_shape(text.substr(0, kSecond.size()), kSecond)) return false;
  text.remove_prefix(kSecond.size());
  if (text.starts_with('.')) {
    const auto digits = std::min(text.find_first_not_of("0123456789", 1), text.size()) - 1;
    if (digits < 1 || digits > 6) return false;
    text.remove_prefix(1 + digits);
  }
  if (text == "Z") return true;
  if (!has_shape(text, "+00:00") && !has_shape(text, "-00:00")) return false;
  return text.substr(1, 2) <= "23" && text.substr(4, 2) <= "59";
}

}  // namespace

std::string to_iso8601(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{std::chrono::sys_days(day)};
  const std::chrono::hh_mm_ss<Duration> time{instant - day};
  // Compiled: answers of the desk hold thousands of times.
  std::string text = fmt::format(
      FMT_COMPILE("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}"), static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
      time.minutes().count(), time.seconds().count());
  if (time.subseconds().count() != 0) text += fmt::format(".{:06}", time.subseconds().count());
  return text += 'Z';
}

Result<Instant> parse_iso8601(std::string_view text) {
  for (const char* format : {"%FT%TZ", "%FT%T%Ez"}) {
    if (!looks_like_iso8601(text)) break;
    std::istringstream in{std::string(text)};
    Instant instant;
    in >> date::parse(format, instant);
    if (!in.fail() && in.peek() == std::istringstream::traits_type::eof()) return instant;
  }
  return fail(ErrorCode::kInvalidArgument,
              "'{}' is not a time; write it like 2026-11-23T09:00:00Z or "
              "2026-11-23T09:00:00+01:00",
              text);
}

}  // namespace sillage
