// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "base/time.h"
#include "sim/plan/plan.h"

namespace sillage::sim::internal {

enum class Why : std::uint8_t { kShops, kPasses, kRegular, kLone, kTwin };

/// When some people come who belong together.
struct Coming {
  Duration after;  ///< since local midnight, in real time
  Why why = Why::kShops;
  std::uint64_t number = 0;  ///< which of the day; seeds all about them
  std::size_t pavement = 0;  ///< of who passes
};

/// One day of the store.
struct DaySchedule {
  Instant midnight;  ///< local
  bool open = false;
  Duration opens{}, closes{};   ///< since midnight, in real time
  Duration ends{};              ///< the next midnight
  std::vector<Coming> comings;  ///< in the order of time
};

/// Who comes on a date: an inhomogeneous Poisson process whose rate is constant within each hour of
/// the clock. The last come five minutes before closing.
DaySchedule schedule_of(const Plan& plan, std::uint64_t seed, std::chrono::sys_days date);

/// People expected to come in on a day of the week (0 Monday), special ones apart.
double expected_visitors(const Plan& plan, int weekday);

}  // namespace sillage::sim::internal
