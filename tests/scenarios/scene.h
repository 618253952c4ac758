// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "sim/agents/moment.h"
#include "sim/agents/person.h"
#include "sim/plan/plan.h"

namespace sillage::scenarios {

/// Where somebody was, tick by tick, from the first tick that they were there.
struct Walk {
  sim::Person person;
  int first_tick = 0;
  std::vector<Point> places;  ///< m, whole millimetres
  int last_tick() const { return first_tick + static_cast<int>(places.size()) - 1; }
};

/// A quarter of an hour in a small store, every step of it known.
struct Scene {
  sim::Plan plan;  ///< one camera, "hall", which sees all of the floor that is walked on
  Instant start;
  int ticks = 0;
  std::vector<Walk> walks;

  std::vector<sim::Person> cast() const;
  sim::Moment moment(int tick) const;
};

/// A hall of 12 x 10 m with a door in the south, a count line behind it and three zones. People
/// come in, stop here and there, and leave; some turn round on the line, walk round its end, cross
/// zones without stopping, step out of one for a moment, or are still there at the end. Nobody
/// appears within 13 s of somebody else's leaving, so that nobody can be taken for them.
Scene hall_scene(std::uint64_t seed);

}  // namespace sillage::scenarios
