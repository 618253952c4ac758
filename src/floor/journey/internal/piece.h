// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "floor/journey/internal/motion.h"
#include "wire/sighting.h"

namespace sillage::floor::internal {

/// What the eye saw of one person without a gap, and whom it belongs to.
struct Piece {
  using Serial = std::uint64_t;  ///< in the order of arrival

  TrackId identity{};                ///< 0 until decided
  std::deque<wire::Sighting> seen;   ///< by track of the eye; never empty; sent ones are dropped
  std::size_t sent = 0;              ///< so many of `seen` are out
  bool is_open = true;               ///< the eye may still add to it
  std::optional<Serial> same_track;  ///< the piece of the same track before this one
  std::optional<Serial> next;        ///< the piece that continues this one
  std::optional<wire::Sighting> before;  ///< last sighting of the piece that this one continues

  /// What its first and last sightings say of where the person came from and went; see LinkModel.
  std::optional<Motion> head;
  std::optional<Motion> tail;

  Instant begins() const { return seen.front().captured_at; }
  Instant ends() const { return seen.back().captured_at; }
  bool is_decided() const { return identity != TrackId{}; }
};

}  // namespace sillage::floor::internal
