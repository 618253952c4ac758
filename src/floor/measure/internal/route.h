// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "floor/measure/internal/journey.h"
#include "floor/measure/internal/notes.h"

namespace sillage::floor::internal {

/// The zone visits of one person, in the order in which they began; frontages are none of them.
/// Counts the flow from each to the next as soon as both are zone visits.
class Route {
 public:
  explicit Route(const Plan& plan) : funnel_steps_(plan.funnels.size()) {}

  /// Takes in the zone visits that have begun, unless they did so while the person was outside.
  void step(const Plan& plan, const Journey& journey, const JourneyEvents& events,
            const std::optional<Instant>& outside_since, Instant at, Notes& notes);
  /// All stays are over.
  void flush(const Plan& plan, Notes& notes);
  /// A visit began: what was over before is no part of it.
  void restart(const Plan& plan, const Journey& journey, Instant entered);
  /// Somebody with that route, lost at that time, may be this person, who has visited nothing yet:
  /// parts of flows to the first zone, from their last one or, where they visited none, from those
  /// of whom they may be. For as long as the time to live.
  void may_continue(const Route& before, Instant lost, std::int64_t thousandths);

  /// At most kMaxPathZones, repetitions joined.
  const std::vector<int>& path() const { return path_; }
  /// Steps of a funnel that were reached.
  int funnel_steps(std::size_t funnel) const { return funnel_steps_[funnel]; }

 private:
  struct Begun {
    Instant at;
    int zone = 0;
    auto operator<=>(const Begun&) const = default;
  };
  struct Possible {
    int zone = 0;
    Instant lost;
    std::int64_t thousandths = 0;
  };
  bool may_be_preceded(const Plan& plan, const Journey& journey, const Begun& begun) const;
  void append(const Plan& plan, const Begun& begun, Notes* notes);
  void count_possible(const Plan& plan, const Possible& possible, Notes& notes) const;

  std::vector<Begun> waiting_;
  std::vector<int> path_;
  std::vector<int> funnel_steps_;
  int last_zone_ = -1;  ///< of the last zone visit; -1 before the first
  std::optional<Begun> first_;
  std::vector<Possible> possible_;
};

}  // namespace sillage::floor::internal
