// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "base/time.h"

namespace date {
class time_zone;
}

namespace sillage::floor::internal {

/// A day of the calendar, from its midnight to the next: 23, 24 or 25 hours.
struct Day {
  Instant start;
  Instant end;
};

/// Days of one time zone.
class LocalDays {
 public:
  /// kConfiguration for a zone that does not exist.
  static Result<LocalDays> create(const std::string& time_zone);
  /// The day in which the moment lies; that of 1970-01-01 begins no earlier than UTC does.
  Day day_of(Instant moment) const;

 private:
  explicit LocalDays(const ::date::time_zone* zone) : zone_(zone) {}
  const ::date::time_zone* zone_;
};

}  // namespace sillage::floor::internal
