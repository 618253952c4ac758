// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "base/result.h"
#include "config/store_config.h"
#include "floor/journey/journeys.h"
#include "floor/measure/meter.h"

namespace sillage::app {

/// A store's floor, wired: messages of the eyes -> journeys (some seconds later) -> meter ->
/// tallies.
class Floor {
 public:
  /// `store.cameras` are those that take part: coverage is the mean over them, and one that falls
  /// silent is named.
  static Result<Floor> create(const config::StoreConfig& store, const floor::BinGrid& grid);

  /// Returns the bins that the message closed.
  std::vector<floor::BinTally> process(const wire::EyeMessage& message);
  /// End of data; returns the remaining bins.
  std::vector<floor::BinTally> finish();

  /// Nobody has sent anything for a while: measures what waited for later messages, so that it is not
  /// held. Returns the bins that closed.
  std::vector<floor::BinTally> settle() { return measure(journeys_.settle()); }

  /// The clock says that it is later than the last message: what was to be forgotten is.
  void pass_time(Instant now) {
    journeys_.pass_time(now);
    meter_.pass_time(now);
  }

  /// Counters of open bins for another floor of the same store and grid; nobody is in them. They
  /// hold what happened up to `measured_until()`, and nothing of what came later.
  std::vector<std::byte> save() const { return meter_.save(); }
  Instant measured_until() const { return measured_until_; }
  /// Goes on from there: what happened up to `until` is not counted a second time.
  Result<void> load(std::span<const std::byte> saved, Instant until) {
    measured_until_ = already_measured_ = until;
    return meter_.load(saved);
  }

  const floor::MeterStats& measured() const { return meter_.stats(); }
  const floor::Journeys& journeys() const { return journeys_; }

 private:
  Floor(floor::Journeys journeys, floor::Meter meter)
      : journeys_(std::move(journeys)), meter_(std::move(meter)) {}
  std::vector<floor::BinTally> measure(const std::vector<floor::JourneyMessage>& messages);

  floor::Journeys journeys_;
  floor::Meter meter_;
  Instant measured_until_ = Instant::min();
  Instant already_measured_ = Instant::min();  ///< by the floor that this one goes on from
};

}  // namespace sillage::app
