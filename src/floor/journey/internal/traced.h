// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "floor/journey/internal/clothing.h"
#include "floor/journey/internal/doors.h"
#include "floor/journey/internal/hand_over.h"
#include "wire/sighting.h"

namespace sillage::floor::internal {

/// One track that came in: what is held of it to link it to those before and after. Of fixed size.
class Traced {
 public:
  Traced(const wire::Sighting& first, int camera, Side side);

  void see(const wire::Sighting& sighting, int camera, const Doors& doors);

  Instant begins() const { return first_.at; }
  Instant ends() const { return last_.captured_at; }
  TrackId track() const { return last_.track; }  ///< as it came in
  /// The last sighting, as an end.
  wire::Sighting farewell() const;
  Spot first_spot() const;
  Spot last_spot() const;
  /// With the portals below, which must be known.
  TrackStart as_start() const;
  TrackEnd as_end() const;

  TrackId identity{};                     ///< 0: not decided
  std::optional<std::size_t> start, end;  ///< portals; of the end while nothing more is seen
  double open = 1;                        ///< probability that nobody has continued it
  bool continued = false;                 ///< by another track: nothing more is seen of this one
  int unsent = 0;                         ///< sightings that wait
  Codes codes;

 private:
  struct Trace {
    Instant at;
    Point place;
  };
  TrackStart first_;
  Trace early_;  ///< about a second after the first
  wire::Sighting last_;
  int camera_ = 0;
  Side side_ = Side::kInside;
  std::array<Trace, 4> recent_{};  ///< every third of a second, the oldest at `oldest_`
  std::size_t oldest_ = 0;
};

}  // namespace sillage::floor::internal
