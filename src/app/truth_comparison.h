// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "floor/measure/tally.h"
#include "sim/plan/plan.h"
#include "sim/truth/figures.h"

namespace sillage::app {

/// One figure over all bins: what was true in the simulated store, and what the floor measured.
/// Counts are sums; means are over all bins, those of durations from their classes on both sides;
/// `flow_all` counts the transitions less those in the wrong cell.
struct ComparedFigure {
  std::string metric;  ///< named as in docs/reference/metrics.md
  std::string scope;   ///< line or zone; empty for the store
  double truth = 0;
  double counted = 0;
  /// |counted - truth| over the truth; 0 where both are 0, 1 where only the truth is.
  double relative_error() const;
};

/// Compares the bins that both have (by their start), in the order of docs/reference/metrics.md.
std::vector<ComparedFigure> compare_with_truth(const sim::Plan& plan,
                                               const std::vector<sim::BinFigures>& truth,
                                               const std::vector<floor::BinTally>& counted);

/// A table for people: one row per figure.
std::string to_text(const std::vector<ComparedFigure>& figures);

}  // namespace sillage::app
