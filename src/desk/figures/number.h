// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "desk/figures/metrics.h"
#include "desk/store/rollups.h"

namespace sillage::desk {

/// What low and high of a number are.
enum class Interval {
  kNone,        ///< not estimated
  kBounds,      ///< every doubtful event decided one way or the other; edges of a class
  kConfidence,  ///< 95 %
  kAtLeast,     ///< some bins were withheld: the truth is `low` or more
};
const char* to_string(Interval interval);

/// One number, or the reason why there is none.
struct Number {
  std::optional<double> value;  ///< nothing: withheld or not observed; never stands for 0
  bool withheld = false;
  std::optional<double> low, high;
  Interval interval = Interval::kNone;
  std::optional<double> coverage;  ///< share of the time that was observed; nothing without a bin
  int k = 0;
  std::int64_t measured = 0, hidden = 0, missing = 0;  ///< bins; hidden: withheld or only with others
  int metric_version = 0;                              ///< 0: no bin
};

/// What all numbers of one stretch share.
struct Ground {
  SpanRow span;         ///< of its bins; bins == 0: there are none
  double length_s = 0;  ///< of the stretch, as far as it has passed
  int metric_version = 0;
};

/// From the sums of one metric, scope and stretch: one row, or one per class for quantiles.
Number number_of(const MetricInfo& metric, std::span<const RollupRow> rows, const Ground& ground);
/// The sum of one row, whatever its metric: flows, paths, steps of funnels.
Number sum_of(const RollupRow* row, const Ground& ground);

/// Adds the sums of `more` to `sum`, which keeps its start and key.
void add(RollupRow& sum, const RollupRow& more);
void add(SpanRow& sum, const SpanRow& more);

}  // namespace sillage::desk
