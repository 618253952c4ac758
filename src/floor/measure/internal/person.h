// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "base/id.h"
#include "floor/measure/internal/account.h"
#include "floor/measure/internal/journey.h"
#include "floor/measure/internal/notes.h"
#include "floor/measure/internal/once.h"
#include "floor/measure/internal/pass_by.h"
#include "floor/measure/internal/queue_trail.h"
#include "floor/measure/internal/standing.h"
#include "floor/measure/internal/trace.h"
#include "floor/measure/internal/visit.h"
#include "floor/measure/perceived.h"

namespace sillage::floor::internal {

/// What the floor holds of one identity: from the first sighting until the time to live is over.
struct Person {
  Person(const Plan& plan, TrackId identity, Instant at, Point place)
      : id(identity),
        started(at),
        start_place(place),
        last_at(at),
        last_observed(at),
        last_place(place),
        journey(plan),
        visit(plan) {}

  TrackId id;
  Instant started;
  Point start_place;
  Instant last_at;        ///< last sighting of any kind
  Instant last_observed;  ///< last sighting that the detector vouched for
  Point last_place;       ///< at last_observed
  CameraId camera;        ///< that saw the person last
  Birth birth = Birth::kSeen;
  bool is_ended = false;      ///< nobody can continue it
  bool has_ancestor = false;  ///< goes on as somebody else's body
  bool last_unmeasured = false;
  StandingTrail standing;
  Account account;
  Places inherited;  ///< of the bodies before
  Once once;         ///< with those of the bodies before
  Journey journey;
  Visit visit;
  QueueTrail queue;
  Perceived perceived;
  PassBy pass_by;
  Trace trace;
};

/// Predictions of a lost track may overlap its successor by this much.
inline constexpr Duration kMaxOverlap = std::chrono::seconds(1);
/// Whether `fresh` could be the person of `old`, who was lost before: within six seconds (and the
/// time to live) and the reach of a brisk walk. Wide on purpose: it only lowers counts of distinct
/// people. Who is hidden for longer counts as another body (docs/adr/0005-bodies-not-tracks.md).
bool could_be_same_body(const Person& old, const Person& fresh, Duration ttl);

}  // namespace sillage::floor::internal
