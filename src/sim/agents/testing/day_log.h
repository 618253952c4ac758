// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <vector>

#include "sim/agents/observer.h"

namespace sillage::sim::testing {

/// Test support: keeps what happened during a day.
class DayLog : public Observer {
 public:
  struct Life {
    Person person;
    Instant from, to;
    Point at;
    bool gone = false;
    double path_m = 0;
    double fastest_mps = 0;
    Instant last_step;
    std::vector<std::pair<Instant, Point>> path;
  };
  struct TillEvent {
    char kind;  ///< j joined, b began, e ended, l left
    Instant at;
    UnitId unit;
    std::size_t till;
  };

  void appeared(Instant at, const Person& person, Point place) override {
    lives[person.id] = {person, at, at, place, false, 0, 0, at, {{at, place}}};
  }
  void moved(Instant at, std::span<const Moved> all) override {
    for (const Moved& step : all) {
      Life& life = lives.at(step.person);
      const double length = distance(step.place, life.at);
      life.path_m += length;
      life.fastest_mps = std::max(life.fastest_mps, length / 0.1);
      life.at = step.place;
      life.last_step = at;
      life.path.emplace_back(at, step.place);
    }
  }
  void vanished(Instant at, PersonId id) override {
    lives.at(id).to = at;
    lives.at(id).gone = true;
  }
  void joined_queue(Instant at, UnitId unit, std::size_t till, int) override {
    till_events.push_back({'j', at, unit, till});
  }
  void service_began(Instant at, UnitId unit, std::size_t till) override {
    till_events.push_back({'b', at, unit, till});
  }
  void service_ended(Instant at, UnitId unit, std::size_t till) override {
    till_events.push_back({'e', at, unit, till});
  }
  void left_queue(Instant at, UnitId unit, std::size_t till) override {
    till_events.push_back({'l', at, unit, till});
  }

  std::map<PersonId, Life> lives;
  std::vector<TillEvent> till_events;
};

}  // namespace sillage::sim::testing
