// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <utility>

#include "floor/measure/internal/body.h"
#include "floor/measure/internal/journey.h"

namespace sillage::floor::internal {

struct TrackKey {
  int camera = 0;
  std::uint64_t track = 0;
  auto operator<=>(const TrackKey&) const = default;
};

/// What the floor holds of one person: from the first sighting until the time to live is over.
struct Track {
  TrackKey key;
  Instant started;
  Point start_place;
  Instant last_at;        ///< last sighting of any kind
  Instant last_observed;  ///< last sighting that the detector vouched for
  Point last_place;       ///< at last_observed
  bool at_data_start = false;
  bool ended = false;
  bool linked = false;   ///< decided whether it is the body of another track
  bool settled = false;  ///< its journey is over and counted
  bool last_unmeasured = false;
  Journey journey;
  Body body;
  std::optional<std::pair<std::int64_t, CellIndex>> last_cell;  ///< bin and finest heat cell
};

/// A track silent for this long is over.
inline constexpr Duration kMaxSilence = std::chrono::seconds(10);
/// Predictions of a lost track may overlap its successor by this much.
inline constexpr Duration kMaxOverlap = std::chrono::seconds(1);
/// Whether `fresh` could be the person of `old`, who was lost before: within six seconds (and the
/// time to live) and the reach of a brisk walk. Wide on purpose: it only lowers counts of distinct
/// people. Who is hidden for longer counts as another body (docs/adr/0005-bodies-not-tracks.md).
bool could_be_same_body(const Track& old, const Track& fresh, Duration ttl);

}  // namespace sillage::floor::internal
