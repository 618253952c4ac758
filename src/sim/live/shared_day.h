// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "sim/agents/premises.h"
#include "sim/agents/store_day.h"

namespace sillage::sim {

/// The two ticks around a time, and all who appear in them, in the order of their ids.
struct Scene {
  Moment before, after;
  std::vector<Person> cast;
};

/// The people of a store, simulated once for all who film it. Thread-safe. When a day is over, that
/// of the time asked for begins.
class SharedDay {
 public:
  SharedDay(const Plan& plan, std::uint64_t seed, Instant from);
  SharedDay(const SharedDay&) = delete;
  SharedDay& operator=(const SharedDay&) = delete;

  /// The scene around this time. A later time is simulated at once, however long that takes; of
  /// earlier ones the last five seconds are there, and whoever asks for older ones gets the oldest.
  std::shared_ptr<const Scene> around(Instant at);

 private:
  std::shared_ptr<const Scene> simulate(Instant tick);
  Moment moment_at(Instant tick);
  /// Begins the day of `tick` if everybody of the last one has gone home.
  bool turn_page(Instant tick);

  std::mutex mutex_;
  Premises premises_;
  const std::uint64_t seed_;
  std::chrono::sys_days date_;
  std::unique_ptr<StoreDay> day_;
  std::deque<std::shared_ptr<const Scene>> recent_;  ///< in the order of time
};

}  // namespace sillage::sim
