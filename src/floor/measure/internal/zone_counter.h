// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "floor/measure/internal/step.h"

namespace sillage::floor::internal {

/// T and G of METRICS.
struct StayRules {
  Duration min_stay{};
  Duration gap{};
};

/// One zone visit.
struct Stay {
  Instant end;  ///< last seen inside; the visit belongs to the bin that holds this moment
  Duration length{};
  bool censored = false;  ///< cut off while inside: it lasted at least this long
  bool doubtful = false;  ///< mostly predicted, or scored below 0.5
};

/// One person's dealings with one zone. The rules:
/// - The time between two sightings is spent in the zone if the later one is inside; if the
///   earlier one was not, at most its last second is.
/// - Being outside for less than `gap` does not end a stay, and is no part of its length.
/// - A stay shorter than `min_stay` is no visit.
/// - A stay still open when the track ends is censored, unless the person was last seen outside.
class ZoneTrail {
 public:
  void step(const StayRules& rules, bool inside, const Step& step, std::vector<Stay>& stays);
  void end(const StayRules& rules, std::vector<Stay>& stays);

 private:
  struct Open {
    Duration length{};
    Duration weak{};
    Instant last_inside;
  };
  void close(const StayRules& rules, bool censored, std::vector<Stay>& stays);

  std::optional<Open> open_;
  std::optional<Instant> last_at_;
  bool last_inside_ = false;
};

}  // namespace sillage::floor::internal
