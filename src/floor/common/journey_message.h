// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <variant>

#include "base/id.h"
#include "base/time.h"
#include "wire/sighting.h"

namespace sillage::floor {

/// `later` may be the person of `earlier`, who was lost before, but not surely enough to be one
/// identity. Counts that need to know who continues whom take it as a part of an event.
struct PossibleLink {
  TrackId earlier{};
  TrackId later{};
  Instant at;              ///< when `later` began
  double probability = 0;  ///< above 0, below 1; those of one `later` sum to at most 1
};

/// What floor/journey hands on, at every link level: in the order of time, a FrameMark after all
/// sightings up to its time. `Sighting::track` is an identity, unique over all cameras, and
/// `Sighting::camera` the camera that saw the person best. Between two sightings of an identity may
/// lie up to the time to live; kEnded comes once, when nobody can continue it any more.
using JourneyMessage = std::variant<wire::Sighting, wire::FrameMark, PossibleLink>;

}  // namespace sillage::floor
