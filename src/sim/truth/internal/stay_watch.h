// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

namespace sillage::sim::internal {

/// Ticks of 0.1 s since local midnight.
using Tick = std::int64_t;

/// A stay that is over.
struct ZoneStay {
  Tick begin = 0;        ///< first seen inside
  Tick end = 0;          ///< last seen inside
  Tick length = 0;       ///< time inside, ticks
  bool cut_off = false;  ///< vanished inside
};

/// One person and one zone, by the rules of docs/reference/metrics.md (zone_visits, dwell): the
/// time between two ticks is spent in the zone if they are inside at the later one; being outside
/// for less than the gap does not end a stay, and is no part of it.
class StayWatch {
 public:
  /// Inside at this tick and not at the one before (`appears`: they were nowhere before). What a
  /// gap has ended comes back.
  std::optional<ZoneStay> enter(Tick at, bool appears, Tick gap);
  /// Outside at this tick, inside at the one before.
  void leave(Tick at);
  /// Not seen after this tick.
  std::optional<ZoneStay> end(Tick at);
  /// A stay that nothing can bring back any more at this tick.
  std::optional<ZoneStay> settle(Tick at, Tick gap);
  bool is_inside() const { return inside_since_.has_value(); }
  /// The tick from whose step on the present time inside counts.
  Tick inside_since() const { return *inside_since_; }

 private:
  std::optional<ZoneStay> open_;
  std::optional<Tick> inside_since_;  ///< the last tick before they were inside
};

}  // namespace sillage::sim::internal
