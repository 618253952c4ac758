// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "base/time.h"
#include "geometry/point.h"
#include "sim/agents/person.h"

namespace sillage::sim {

struct Moved {
  PersonId person{};
  Point place;  ///< m, whole millimetres
};

/// Is told everything that happens in a simulated store, in the order of time. Places are those of
/// whole ticks of 0.1 s since the first appearance; who is not named at a tick stands where they
/// stood. Who watches gets nothing that is not the truth.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void appeared(Instant, const Person&, Point /*place*/) {}
  virtual void moved(Instant, std::span<const Moved>) {}
  /// They were last there one tick before.
  virtual void vanished(Instant, PersonId) {}
  /// A unit (the one who pays) takes its place in the queue of a till.
  virtual void joined_queue(Instant, UnitId, std::size_t /*till*/, int /*people*/) {}
  /// ... stands at the service point for the first time.
  virtual void service_began(Instant, UnitId, std::size_t /*till*/) {}
  virtual void service_ended(Instant, UnitId, std::size_t /*till*/) {}
  /// ... leaves the queue without having been served.
  virtual void left_queue(Instant, UnitId, std::size_t /*till*/) {}
};

}  // namespace sillage::sim
