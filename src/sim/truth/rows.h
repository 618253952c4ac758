// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "base/time.h"
#include "sim/agents/person.h"

namespace sillage::sim {

/// One visit: from an entry to the exit after which they stayed away.
struct VisitRow {
  Person person;
  Instant entered, left;
  int door_in = -1, door_out = -1;  ///< count lines of the plan; -1 where the day ended inside
  std::vector<int> path;            ///< zones of its zone visits, in order, repetitions joined
  bool reached_till = false;        ///< set foot in a zone of type service
};

/// One stay in a zone of at least the shortest that counts.
struct StayRow {
  PersonId person{};
  Role role{};
  int zone = -1;
  Instant begin, end;  ///< first and last seen inside
  double length_s = 0;
  bool cut_off = false;
};

/// One unit at one till.
struct QueueRow {
  UnitId unit{};
  std::size_t till = 0;
  int people = 0;
  Instant joined;
  std::optional<Instant> served_from, served_to;  ///< nothing where they gave up ...
  std::optional<Instant> left;                    ///< ... at this time
};

/// People who came together.
struct UnitRow {
  UnitId unit{};
  Role role{};
  UnitKind kind{};
  int people = 0;
  std::optional<Instant> entered;  ///< the first of them
};

/// Takes the truth as it becomes known, for whom they are about has left, or the event is over.
class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual void person(const Person&, Instant /*appeared*/) {}
  virtual void visit(const VisitRow&) {}
  virtual void stay(const StayRow&) {}
  virtual void queue(const QueueRow&) {}
  virtual void unit(const UnitRow&) {}
};

}  // namespace sillage::sim
