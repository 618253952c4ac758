// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "floor/measure/internal/body.h"
#include "floor/measure/internal/heat_grid.h"
#include "floor/measure/internal/journey.h"
#include "floor/measure/tally.h"

namespace sillage::floor::internal {

/// The counters of one bin while it is open. Whole numbers only, so that the order in which they
/// grow does not matter.
class OpenBin {
 public:
  explicit OpenBin(const Plan& plan) : lines_(plan.gates.size()), zones_(plan.zones.size()) {}

  void add(const JourneyEvents::OnLine& event);
  void add(const JourneyEvents::InZone& visit);
  void add_people(const PlaceKey& place, int change);
  bool add_heat(Point place, Duration spent) { return heat_.add(place, spent); }
  void add_sample(std::int64_t people);
  void add_observed(int camera, Duration observed) { observed_[camera] += observed; }

  BinTally tally(const Plan& plan, Instant start, Instant end) const;

 private:
  std::vector<LineTally> lines_;
  std::vector<ZoneTally> zones_;
  HeatGrid heat_;
  std::int64_t people_ = 0;
  std::int64_t samples_ = 0;
  std::int64_t sample_sum_ = 0;
  std::int64_t sample_max_ = 0;
  std::map<int, Duration> observed_;  ///< by camera
};

}  // namespace sillage::floor::internal
