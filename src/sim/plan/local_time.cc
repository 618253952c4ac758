// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/local_time.h"

#include <exception>

#include <date/tz.h>
#include <fmt/format.h>

namespace sillage::sim {

bool is_time_zone(std::string_view name) {
  if (name == "UTC") return true;
  try {
    date::locate_zone(name);
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

Instant instant_of(const std::string& time_zone, std::chrono::sys_days date,
                   std::chrono::minutes time_of_day) {
  const Instant as_utc = date + time_of_day;
  if (time_zone == "UTC") return as_utc;
  const date::local_time<Duration> local(as_utc.time_since_epoch());
  const auto utc = date::locate_zone(time_zone)->to_sys(local, date::choose::earliest);
  return Instant(utc.time_since_epoch());
}

Duration utc_offset_at(const std::string& time_zone, Instant at) {
  if (time_zone == "UTC") return Duration{0};
  const date::sys_time<Duration> moment(at.time_since_epoch());
  return date::locate_zone(time_zone)->get_info(moment).offset;
}

int weekday_of(std::chrono::sys_days date) {
  return static_cast<int>(std::chrono::weekday(date).iso_encoding()) - 1;
}

Result<std::chrono::sys_days> parse_date(std::string_view text) {
  const auto midnight = parse_iso8601(std::string(text) + "T00:00:00Z");
  if (!midnight || text.size() != 10) {
    return fail(ErrorCode::kInvalidArgument, "'{}' is no date; write it as 2026-01-05",
                text.substr(0, 40));
  }
  return std::chrono::floor<std::chrono::days>(*midnight);
}

std::string to_date(std::chrono::sys_days date) { return to_iso8601(Instant(date)).substr(0, 10); }

}  // namespace sillage::sim
