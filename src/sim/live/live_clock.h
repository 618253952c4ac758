// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cmath>

#include "base/result.h"
#include "base/time.h"
#include "sim/plan/plan.h"

namespace sillage::sim {

/// The time in the simulated store, which all its cameras share.
struct LiveClock {
  using Real = std::chrono::steady_clock;

  Real::time_point began;  ///< when the time in the store was `from`
  Instant from;
  double speed = 1;  ///< simulated seconds per second

  Instant at(Real::time_point real) const {
    return from + from_seconds(std::chrono::duration<double>(real - began).count() * speed);
  }
  /// Pictures are taken in slots, `fps` a second, counted from `began`.
  std::int64_t slot_at(Real::time_point real, double fps) const {
    const double slots = std::chrono::duration<double>(real - began).count() * fps;
    return static_cast<std::int64_t>(std::floor(slots + 1e-6));
  }
  Real::time_point time_of(std::int64_t slot, double fps) const {
    return began + std::chrono::duration_cast<Real::duration>(
                       std::chrono::duration<double>(static_cast<double>(slot) / fps));
  }
};

/// The start of the hour with the most arrivals on the first open day from Monday, 5 January 2026.
/// Fails (kConfiguration) if the store never opens.
Result<Instant> busy_hour(const Plan& plan);

}  // namespace sillage::sim
