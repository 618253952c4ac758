// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"
#include "geometry/point.h"

namespace sillage::floor::internal {

/// One sighting as the counters see it.
struct Step {
  Instant at;
  Point place;  ///< metres on the floor
  bool predicted = false;
  float score = 1;          ///< posterior that this is a person
  Covariance covariance{};  ///< of the place, m^2

  /// Too little evidence to vouch for an event alone.
  bool weak() const { return predicted || score < 0.5f; }
};

/// Between two sightings farther apart than this nobody knows where the person was.
inline constexpr Duration kKnownGap = std::chrono::seconds(1);
/// Somebody unseen for longer is out of view; until then nearly always hidden behind somebody.
inline constexpr Duration kMaxSilence = std::chrono::seconds(10);

}  // namespace sillage::floor::internal
