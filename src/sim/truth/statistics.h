// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "geometry/polygon.h"
#include "sim/agents/observer.h"
#include "sim/plan/plan.h"
#include "sim/truth/figures.h"
#include "sim/truth/rows.h"

namespace sillage::sim {

/// Mean and spread of many numbers, without keeping them.
class Spread {
 public:
  void add(double x);
  std::int64_t count() const { return count_; }
  double mean() const { return mean_; }
  double deviation() const;  ///< of the sample; 0 for fewer than two

 private:
  std::int64_t count_ = 0;
  double mean_ = 0, squares_ = 0;
};

/// What was simulated beside what it was modelled on.
struct Comparison {
  std::string what;
  std::string unit;
  std::int64_t count = 0;  ///< people, visits, ...; 0: nothing was observed
  double mean = 0;
  std::optional<double> deviation;
  std::string reference;  ///< the figure that the model was given, or that others measured
  std::string source;     ///< publication; "plan.toml"; "assumed" where there is none
};

/// Watches a run for the figures that tell whether people behave like people.
class Statistics : public Observer {
 public:
  /// The plan must outlive the statistics.
  explicit Statistics(const Plan& plan);

  void appeared(Instant at, const Person& person, Point place) override;
  void moved(Instant at, std::span<const Moved> all) override;
  void vanished(Instant at, PersonId person) override;
  void visit(const VisitRow& row);
  void stay(const StayRow& row);
  void queue(const QueueRow& row);
  /// After each day. Weekday: 0 Monday to 6 Sunday.
  void day(const DayFigures& figures, int weekday, bool open);

  std::vector<Comparison> compare() const;

 private:
  struct Walk {
    Person person;
    Instant from;
    Point at;
    double path_m = 0;
  };
  double arrivals_dispersion(std::int64_t& hours) const;

  const Plan* plan_;
  std::optional<Polygon> outline_;
  std::vector<Walk> walking_;      ///< by id, of one day
  std::map<int, Spread> passing_;  ///< by size of the unit, m/s
  std::unordered_map<UnitId, int> unit_sizes_;
  Spread inside_, visit_s_, log_visit_s_, visitors_per_day_, stay_s_, log_stay_s_, wait_s_,
      service_s_;
  std::int64_t gave_up_ = 0, queued_ = 0, in_company_ = 0, came_in_ = 0;
  /// Units that came in, by weekday and hour of the day: one number for each week.
  std::map<std::pair<int, int>, Spread> hourly_;
};

}  // namespace sillage::sim
