// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/plan/plan.h"
#include "sim/truth/figures.h"

namespace sillage::sim {

/// One true number, named as in METRICS.
struct FigureRow {
  std::string_view metric;
  std::string scope;  ///< line, zone, till, "zone>zone", "presentation:age"; empty for the store
  std::optional<double> from, to;  ///< of a duration class, s
  std::string_view who;            ///< "public" or "staff"
  double value = 0;
};

/// The figures of a bin that are not 0, heat apart. What is missing is 0, or has no meaning (a
/// share of nobody).
std::vector<FigureRow> rows_of(const Plan& plan, const BinFigures& bin);

/// The sums of all bins: counts, sums and classes add up, means follow from them.
void add_to(BinFigures& total, const BinFigures& bin);

}  // namespace sillage::sim
