// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "wire/release.h"

namespace sillage::desk::report {

/// Stays whose duration lies in [from_s, to_s).
struct DwellClass {
  double from_s = 0;
  double to_s = 0;
  double stays = 0;
  bool merged = false;  ///< several classes of the grid that only their sum is known of
};

/// Times of stay in one zone, or of another metric by duration, over all bins.
struct Dwell {
  std::vector<DwellClass> classes;  ///< ascending, disjoint
  double stays = 0;
  bool partial = false;  ///< some classes of a shown bin are withheld
  int bins_shown = 0;
  int bins_withheld = 0;
  int bins_missing = 0;

  int bins() const { return bins_shown + bins_withheld + bins_missing; }
};

/// A class that ends here or later is open: it holds all longer stays.
inline constexpr double kOpenEndS = 86'400;

/// Adds up the bins. Classes that a bin knows only together stay together in the sum; empty ones
/// are left out.
Dwell dwell_of(std::span<const wire::Release> releases, std::string_view scope,
               wire::Metric metric = wire::Metric::kDwell);

/// Duration that `share` of the stays do not exceed, linear in log duration inside a class; nothing
/// without stays, with withheld classes or inside an open class.
std::optional<double> quantile_s(const Dwell& dwell, double share);

}  // namespace sillage::desk::report
