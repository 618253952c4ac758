// SPDX-License-Identifier: Apache-2.0
#include "base/time.h"

#include <date/date.h>

#include <sstream>

namespace sillage {

std::string to_iso8601(Instant instant) {
  if (instant.time_since_epoch() % std::chrono::seconds(1) == Duration::zero()) {
    return date::format("%FT%TZ", std::chrono::floor<std::chrono::seconds>(instant));
  }
  return date::format("%FT%TZ", instant);
}

Result<Instant> parse_iso8601(std::string_view text) {
  for (const char* format : {"%FT%TZ", "%FT%T%Ez"}) {
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
