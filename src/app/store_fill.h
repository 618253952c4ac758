// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <vector>

#include "base/result.h"
#include "config/store_config.h"
#include "sim/plan/plan.h"
#include "wire/release.h"

namespace sillage::app {

struct FillOptions {
  std::chrono::sys_days first{};
  int days = 28;
  std::uint64_t seed = 1;
  /// Bins that end later are left out, and days that are not over by then have no figures of a day.
  Instant until = Instant::max();
  int looks_per_s = 2;  ///< how often the floor sees everybody; a divisor of 10
  int threads = 2;
};

/// What a store of this plan would be configured as, with one way to the tills as a funnel.
config::StoreConfig filled_store(const sim::Plan& plan);

/// Days of a simulated store through the meter and the privacy door, at simulation speed, several
/// at once: a day begins and ends with an empty store, so that days do not depend on one another.
/// Everybody is seen exactly, under one identity: what is measured is the simulator's people, not
/// how well cameras see. `on_day` is called in the order of days, with bins and then the day.
Result<void> fill_days(
    const sim::Plan& plan, const FillOptions& options,
    const std::function<Result<void>(int day, std::vector<wire::Release> releases)>& on_day);

}  // namespace sillage::app
