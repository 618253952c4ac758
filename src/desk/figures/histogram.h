// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "desk/store/rollups.h"

namespace sillage::desk {

struct HistogramClass {
  double from_s = 0;
  std::optional<double> to_s;  ///< nothing: and more
  double count = 0;
  bool joined = false;  ///< in part known only together with its neighbours
};

struct Histogram {
  std::vector<HistogramClass> classes;  ///< ascending, without gaps between the first and the last
  double total = 0;
  std::int64_t hidden = 0, missing = 0;  ///< bins that tell nothing
};

/// From the sums of one metric and scope, by extent. Bins know classes of different width; the
/// finest edges are kept, and what is known of a wider class is shared out evenly in the logarithm
/// of the duration.
Histogram histogram_of(std::span<const RollupRow> rows);

struct Quantile {
  std::optional<double> value_s, low_s, high_s;  ///< low and high: edges of its class
};
/// The duration that `share` do not exceed; no value inside the open class, whose start is `low`.
Quantile quantile_of(const Histogram& histogram, double share);

}  // namespace sillage::desk
