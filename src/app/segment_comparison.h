// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "config/store_config.h"
#include "floor/measure/tally.h"
#include "floor/privacy/share_correction.h"
#include "sim/plan/plan.h"

namespace sillage::app {

/// The share of feminine among the bodies that stayed in a zone: of all adults of the simulated
/// store, and as it would be told of what the cameras answered. Evaluation only.
struct ComparedShare {
  std::string zone;
  double truth = 0;
  std::int64_t people = 0;          ///< of the truth
  floor::SegmentCounts answered{};  ///< unknown, feminine, masculine
  floor::Share told;
  bool is_withheld = false;  ///< fewer than k answered as either, so that no release would tell it
  bool holds() const { return told.low <= truth && truth <= told.high; }
};

/// Over the bins in `counted`, in the order of time; there may be gaps. The truth goes through the same floor, which sees
/// everybody at every tick and errs about nobody. Zones where nobody was answered are left out.
std::vector<ComparedShare> compare_segments(const sim::Plan& plan, const config::StoreConfig& store,
                                            std::uint64_t seed,
                                            const std::vector<floor::BinTally>& counted);

std::string to_text(const std::vector<ComparedShare>& shares);

}  // namespace sillage::app
