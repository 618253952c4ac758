// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace sillage::eval {

/// How far the figures of one case lie from the expected ones.
struct FixtureCase {
  std::string name;
  int values = 0;                ///< numbers compared
  double largest_deviation = 0;  ///< absolute
  std::string largest_at;        ///< "values/HOTA"
};

/// Expected values are rounded to six decimals.
inline constexpr double kFixtureTolerance = 1e-6;

/// Recomputes every number of an `expected.json` (cases with values, counts, curves over alpha,
/// product figures; combinations of cases). Results lie beside it; ground truth is named relative
/// to `data`. A number that cannot be recomputed is an error, not left out.
Result<std::vector<FixtureCase>> check_fixture(const std::filesystem::path& expected,
                                               const std::filesystem::path& data);

}  // namespace sillage::eval
