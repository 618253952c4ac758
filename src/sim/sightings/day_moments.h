// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "sim/agents/store_day.h"

namespace sillage::sim {

/// The moments of a simulated day one after another, and the people in them: what a `Watch` asks
/// for. Times before and after the day are empty.
class DayMoments final : private Observer {
 public:
  /// The premises must outlive it. Begins with the moment at `from`; what happened before is
  /// simulated at once.
  DayMoments(Premises& premises, std::uint64_t seed, std::chrono::sys_days date, Instant from)
      : day_(premises, seed, date) {
    day_.watch(*this);
    after_ = moment_at(from);
  }
  DayMoments(const DayMoments&) = delete;
  DayMoments& operator=(const DayMoments&) = delete;

  /// Also told of everything that is simulated from now on; must outlive it.
  void watch(Observer& observer) { day_.watch(observer); }

  /// One tick on.
  void step() {
    before_ = std::move(after_);
    after_ = moment_at(before_.at + kTick);
  }
  const Moment& before() const { return before_; }
  const Moment& after() const { return after_; }
  /// Everybody who has appeared so far, in the order of their ids.
  const std::vector<Person>& cast() const { return cast_; }
  StoreDay& day() { return day_; }

 private:
  void appeared(Instant, const Person& person, Point) override { cast_.push_back(person); }
  Moment moment_at(Instant at) {
    day_.run_to(at);
    Moment moment = day_.is_over() ? Moment{} : day_.moment();
    moment.at = at;
    return moment;
  }

  StoreDay day_;
  std::vector<Person> cast_;
  Moment before_, after_;
};

}  // namespace sillage::sim
