// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "floor/measure/internal/step.h"

namespace sillage::floor::internal {

/// Where somebody was lately, twice a second.
class Trace {
 public:
  static constexpr Duration kTick = std::chrono::milliseconds(500);

  /// Places older than `keep` are forgotten. Between sightings farther apart than kKnownGap nobody
  /// knows where they were.
  void step(Instant at, Point place, Duration keep);
  /// At the tick of this number since 1970.
  std::optional<Point> at(std::int64_t tick) const;
  static std::int64_t tick_of(Instant at) { return at.time_since_epoch() / kTick; }

 private:
  struct Place {
    std::int64_t tick = 0;
    Point place;
  };
  std::deque<Place> places_;
  std::optional<Instant> last_at_;
  Point last_place_;
};

/// Whether two people were within `distance_m` for at least `share` of the time after `from`, as
/// far as both were seen, which must be half of it.
bool are_together(const Trace& a, const Trace& b, Instant from, Duration window, double distance_m,
                  double share);

}  // namespace sillage::floor::internal
