// SPDX-License-Identifier: Apache-2.0
#include "base/time.h"

#include <algorithm>
#include <sstream>

#include <date/date.h>

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
  // By hand: answers of the desk hold thousands of times, and streams cost a microsecond each.
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{std::chrono::sys_days(day)};
  const std::chrono::hh_mm_ss<Duration> time{instant - day};
  std::string text;
  const auto put = [&text](std::int64_t number, int digits, char after) {
    const std::size_t begin = text.size();
    text.append(static_cast<std::size_t>(digits), '0');
    for (std::size_t at = text.size(); at > begin; number /= 10) {
      text[--at] = static_cast<char>('0' + number % 10);
    }
    text += after;
  };
  const int year = static_cast<int>(date.year());
  if (year < 0 || year > 9999) {
    text = fmt::format("{:04}-", year);
  } else {
    put(year, 4, '-');
  }
  put(static_cast<unsigned>(date.month()), 2, '-');
  put(static_cast<unsigned>(date.day()), 2, 'T');
  put(time.hours().count(), 2, ':');
  put(time.minutes().count(), 2, ':');
  put(time.seconds().count(), 2, 'Z');
  text.pop_back();
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
