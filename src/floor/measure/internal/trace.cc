// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/trace.h"

#include <algorithm>

namespace sillage::floor::internal {

void Trace::step(Instant at, Point place, Duration keep) {
  if (last_at_ && at - *last_at_ <= kKnownGap) {
    for (std::int64_t tick = tick_of(*last_at_) + 1; tick <= tick_of(at); ++tick) {
      const double share = seconds(Instant(tick * kTick) - *last_at_) / seconds(at - *last_at_);
      places_.push_back({tick, last_place_ + (place - last_place_) * share});
    }
  }
  last_at_ = at;
  last_place_ = place;
  while (!places_.empty() && places_.front().tick < tick_of(at - keep)) places_.pop_front();
}

std::optional<Point> Trace::at(std::int64_t tick) const {
  const auto place = std::lower_bound(places_.begin(), places_.end(), tick,
                                      [](const Place& p, std::int64_t t) { return p.tick < t; });
  if (place == places_.end() || place->tick != tick) return std::nullopt;
  return place->place;
}

bool are_together(const Trace& a, const Trace& b, Instant from, Duration window, double distance_m,
                  double share) {
  int all = 0, known = 0, near = 0;
  for (std::int64_t tick = Trace::tick_of(from) + 1; tick <= Trace::tick_of(from + window);
       ++tick) {
    ++all;
    const auto place = a.at(tick), other = b.at(tick);
    if (!place || !other) continue;
    ++known;
    if (distance(*place, *other) <= distance_m) ++near;
  }
  return known * 2 >= all && near > 0 && near >= share * known;
}

}  // namespace sillage::floor::internal
