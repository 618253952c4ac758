// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

#include "base/result.h"
#include "base/time.h"

namespace date {
class time_zone;
}

namespace sillage::desk {

/// Bins as measured, and what they are added up to.
enum class Level { kBin, kHour, kDay, kWeek, kMonth };
const char* to_string(Level level);

/// Hours, days, ISO weeks and months of a store's time zone. A day has 23, 24 or 25 hours; of two
/// hours of one name each is its own.
class Calendar {
 public:
  /// kConfiguration for a zone that does not exist.
  static Result<Calendar> create(const std::string& time_zone);

  /// Start of the stretch that holds the moment. Not for kBin.
  Instant floor(Level level, Instant moment) const;
  /// Start of the next stretch.
  Instant next(Level level, Instant start) const;
  /// When a local day begins.
  Instant begin_of(std::chrono::year_month_day day) const;
  std::chrono::year_month_day day_of(Instant moment) const;
  /// Hour of the local day, 0 to 23, and day of the week from Monday, 0 to 6.
  int hour_of(Instant moment) const;
  int weekday_of(Instant moment) const;

 private:
  explicit Calendar(const ::date::time_zone* zone) : zone_(zone) {}
  const ::date::time_zone* zone_;
};

/// "2026-11-23".
std::string to_text(std::chrono::year_month_day day);

}  // namespace sillage::desk
