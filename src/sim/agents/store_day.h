// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

#include "base/time.h"
#include "sim/agents/moment.h"
#include "sim/agents/observer.h"
#include "sim/agents/premises.h"

namespace sillage::sim {

/// One day of a simulated store, from the first who comes to the last who has left. It depends on
/// the plan, the seed and the date alone: any day can be simulated without those before it, and
/// gives the same bytes each time. No thread of its own.
class StoreDay {
 public:
  /// The premises must outlive the day, and serve one day at a time.
  StoreDay(Premises& premises, std::uint64_t seed, std::chrono::sys_days date);
  StoreDay(StoreDay&&) noexcept;
  StoreDay& operator=(StoreDay&&) noexcept;
  ~StoreDay();

  /// Is told everything from now on; it must outlive the day. At most eight.
  void watch(Observer& observer);

  /// Everybody has come and gone.
  bool is_over() const;
  /// Simulates up to this moment, or to the end of the day.
  void run_to(Instant at);
  void run_to_end();

  /// Local midnight.
  Instant begins_at() const;
  /// When the next thing happens: the last tick that has been simulated, or later.
  Instant now() const;
  /// Who stands where after the last tick that has been simulated.
  Moment moment() const;
  /// Somebody who has appeared today.
  const Person& person(PersonId id) const;

  /// How well it went so far.
  struct Quality {
    std::int64_t people = 0;
    std::int64_t steps = 0;         ///< ticks times who walked
    double worst_overlap_m = 0;     ///< of two bodies
    std::int64_t stuck = 0;         ///< times somebody did not get on for five seconds
    std::int64_t changed_mind = 0;  ///< errands given up for that
    std::int64_t balked = 0;        ///< units that found all queues full or no till open, and left
  };
  const Quality& quality() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::sim
