// SPDX-License-Identifier: Apache-2.0
#include "sim/live/live_clock.h"

#include <algorithm>

#include "sim/plan/local_time.h"

namespace sillage::sim {

Result<Instant> busy_hour(const Plan& plan) {
  using std::chrono::days;
  using std::chrono::hours;
  using std::chrono::minutes;
  constexpr std::chrono::sys_days kFirst = std::chrono::year{2026} / 1 / 5;
  for (int day = 0; day < 7; ++day) {
    const std::chrono::sys_days date = kFirst + days(day);
    const auto& open = plan.opening[static_cast<std::size_t>(weekday_of(date))];
    if (!open) continue;
    minutes busiest = open->from;
    double most = -1;
    for (std::size_t hour = 0; hour < plan.arrivals.hours.size(); ++hour) {
      const minutes begins = hours(hour);
      if (begins + hours(1) <= open->from || begins >= open->to) continue;
      if (plan.arrivals.hours[hour] <= most) continue;
      most = plan.arrivals.hours[hour];
      busiest = std::max(begins, open->from);
    }
    return instant_of(plan.time_zone, date, busiest);
  }
  return fail(ErrorCode::kConfiguration,
              "the store {} never opens, so it has no busy hour; say when to begin with --from",
              plan.id);
}

}  // namespace sillage::sim
