// SPDX-License-Identifier: Apache-2.0
#include "desk/store/calendar.h"

#include <algorithm>
#include <exception>

#include <date/tz.h>

namespace sillage::desk {
namespace {

using std::chrono::days;

/// The calendar day, as the day of UTC of the same name.
std::chrono::sys_days local_day(const ::date::time_zone& zone, Instant moment) {
  const auto local = zone.to_local(std::chrono::floor<std::chrono::seconds>(moment));
  return std::chrono::sys_days(days(date::floor<date::days>(local).time_since_epoch().count()));
}

}  // namespace

const char* to_string(Level level) {
  switch (level) {
    case Level::kBin:
      return "bin";
    case Level::kHour:
      return "hour";
    case Level::kDay:
      return "day";
    case Level::kWeek:
      return "week";
    case Level::kMonth:
      return "month";
  }
  return "unknown";
}

Result<Calendar> Calendar::create(const std::string& time_zone) {
  try {
    return Calendar(date::locate_zone(time_zone));
  } catch (const std::exception&) {
    return fail(ErrorCode::kConfiguration,
                "the time zone '{}' is not known on this machine; write an IANA name such as "
                "Europe/Paris as time_zone of the store, and install the package tzdata",
                time_zone);
  }
}

Instant Calendar::begin_of(std::chrono::year_month_day day) const {
  const auto number = std::chrono::sys_days(day).time_since_epoch();
  // Where clocks skip midnight, the day begins when they do; where they repeat it, the first time.
  return Instant(zone_->to_sys(date::local_days(date::days(number.count())),
                               date::choose::earliest));
}

std::chrono::year_month_day Calendar::day_of(Instant moment) const {
  return local_day(*zone_, moment);
}

int Calendar::hour_of(Instant moment) const {
  const auto local = zone_->to_local(std::chrono::floor<std::chrono::seconds>(moment));
  const auto in_day = local - date::floor<date::days>(local);
  return static_cast<int>(std::chrono::floor<std::chrono::hours>(in_day).count());
}

int Calendar::weekday_of(Instant moment) const {
  const std::chrono::weekday weekday(local_day(*zone_, moment));
  return static_cast<int>(weekday.iso_encoding()) - 1;
}

Instant Calendar::floor(Level level, Instant moment) const {
  if (level == Level::kHour || level == Level::kBin) {
    const auto info = zone_->get_info(std::chrono::floor<std::chrono::seconds>(moment));
    const auto local = moment + info.offset;
    return std::max<Instant>(std::chrono::floor<std::chrono::hours>(local) - info.offset,
                    std::chrono::time_point_cast<Duration>(info.begin));
  }
  const std::chrono::sys_days day = local_day(*zone_, moment);
  if (level == Level::kDay) return begin_of(day);
  if (level == Level::kWeek) {
    const std::chrono::weekday weekday(day);
    return begin_of(day - days(weekday.iso_encoding() - 1));
  }
  const std::chrono::year_month_day date(day);
  return begin_of(date.year() / date.month() / 1);
}

Instant Calendar::next(Level level, Instant start) const {
  if (level == Level::kHour || level == Level::kBin) {
    const auto info = zone_->get_info(std::chrono::floor<std::chrono::seconds>(start));
    const auto end = std::chrono::floor<std::chrono::hours>(start + info.offset) +
                     std::chrono::hours(1) - info.offset;
    return std::min<Instant>(end, std::chrono::time_point_cast<Duration>(info.end));
  }
  const std::chrono::sys_days day = local_day(*zone_, start);
  if (level == Level::kDay) return begin_of(day + days(1));
  if (level == Level::kWeek) return begin_of(day + days(7));
  const std::chrono::year_month_day date(day);
  return begin_of((date.year() / date.month() + std::chrono::months(1)) / 1);
}

std::string to_text(std::chrono::year_month_day day) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

}  // namespace sillage::desk
