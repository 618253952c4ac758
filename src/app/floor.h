// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/result.h"
#include "config/store_config.h"
#include "floor/journey/stitcher.h"
#include "floor/measure/meter.h"

namespace sillage::app {

/// A store's floor, wired: sightings -> stitcher (`journey.lag_s` later) -> meter -> tallies.
class Floor {
 public:
  static Result<Floor> create(const config::StoreConfig& store, const floor::BinGrid& grid);

  /// Returns the bins that the message closed.
  std::vector<floor::BinTally> process(const wire::EyeMessage& message);
  /// End of data; returns the remaining bins.
  std::vector<floor::BinTally> finish();

  const floor::MeterStats& measured() const { return meter_.stats(); }
  const floor::StitcherStats& stitched() const { return stitcher_.stats(); }

 private:
  Floor(floor::Stitcher stitcher, floor::Meter meter)
      : stitcher_(std::move(stitcher)), meter_(std::move(meter)) {}
  std::vector<floor::BinTally> measure(const std::vector<floor::StitchedMessage>& messages);

  floor::Stitcher stitcher_;
  floor::Meter meter_;
};

}  // namespace sillage::app
