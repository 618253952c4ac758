// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "floor/measure/internal/bin_clock.h"
#include "floor/measure/internal/open_bin.h"

namespace sillage::floor::internal {

/// The open bins. An event belongs to the bin in which it happened; if that one has closed
/// meanwhile, to the oldest open one, so that none is lost.
class Ledger {
 public:
  /// Most bins open at once; no sound stream of sightings needs more than three.
  static constexpr std::size_t kMaxOpenBins = 16;
  /// Most bins without any data that are reported in a row; a longer outage is skipped.
  static constexpr std::int64_t kMaxEmptyBins = 1000;

  Ledger(const Plan& plan, BinClock clock, Duration settling);

  /// False where the bin of `at` has closed or lies implausibly far ahead.
  bool accepts(Instant at) const;

  /// Counts the events and the body behind them, and clears them.
  void record(Body& body, JourneyEvents& events);
  /// False where the heat grid is full. `at` must be accepted; `new_cell` counts the body too.
  bool add_heat(Body& body, Point place, Instant at, Duration spent, bool new_cell);
  void add_person(Body& body, Instant at);
  void add_sample(Instant at, std::int64_t people);
  void add_observed(int camera, Instant at, Duration observed);
  /// Makes one body of two.
  void merge(Body& into, Body&& from);

  /// Closes the bins that ended `settling` or longer before the watermark.
  std::vector<BinTally> close_until(Instant watermark);
  /// Closes all bins: to the known end of the data, else to the last frame.
  std::vector<BinTally> close_all(Instant last_frame, Duration last_observed);

  std::int64_t bin_of(Instant at) const { return clock_.index_of(at); }
  Instant start() const { return clock_.start_of(0); }
  std::int64_t oldest_open() const { return oldest_; }

 private:
  std::int64_t bin_for(Instant at) const;
  OpenBin& open(std::int64_t index);
  void visit(Body& body, std::int64_t bin, const PlaceKey& place);
  BinTally close_oldest();
  void skip_outage(std::int64_t until);

  Plan plan_;
  BinClock clock_;
  Duration settling_;
  std::int64_t oldest_ = 0;
  std::map<std::int64_t, OpenBin> bins_;
};

}  // namespace sillage::floor::internal
