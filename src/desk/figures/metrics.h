// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "wire/release.h"

namespace sillage::desk {

/// A metric as people ask for it. Each is worked out from the sums of one measured metric.
struct MetricInfo {
  enum class Kind {
    kCount,     ///< adds up
    kMean,      ///< weighed by observed time
    kLargest,   ///< the largest bin
    kShare,     ///< part / whole
    kOfBoth,    ///< part / (part + whole)
    kRatio,     ///< part / whole, which may exceed 1
    kQuantile,  ///< of durations
  };
  enum class Scopes { kStore, kLines, kZones, kQueues };
  const char* name;
  const char* unit;
  Kind kind;
  wire::Metric metric;
  Scopes scopes;        ///< that it is known for; kLines: the store too
  double quantile = 0;  ///< share of kQuantile
};

std::span<const MetricInfo> metrics();
const MetricInfo* find_metric(std::string_view name);

}  // namespace sillage::desk
