// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/local_day.h"

#include <algorithm>
#include <exception>

#include <date/tz.h>

namespace sillage::floor::internal {

Result<LocalDays> LocalDays::create(const std::string& time_zone) {
  try {
    return LocalDays(date::locate_zone(time_zone));
  } catch (const std::exception&) {
    return fail(ErrorCode::kConfiguration,
                "the time zone '{}' is not known on this machine; write an IANA name such as "
                "Europe/Paris as time_zone of the store, and install the package tzdata",
                time_zone);
  }
}

Day LocalDays::day_of(Instant moment) const {
  const auto local = zone_->to_local(std::chrono::floor<std::chrono::seconds>(moment));
  const auto day = date::floor<date::days>(local);
  // Where clocks skip midnight, the day begins when they do; where they repeat it, the first time.
  const auto begin = [&](date::local_days d) {
    return Instant(zone_->to_sys(d, date::choose::earliest));
  };
  return {std::max(begin(day), Instant{}), begin(day + date::days(1))};
}

}  // namespace sillage::floor::internal
