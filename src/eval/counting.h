// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace sillage::eval {

/// Counts by a person or a simulator: per line and zone, of one clip. TOML:
///   [line.door]      entries = 12  exits = 9
///   [zone.table]     zone_visits = 7
struct CountTruth {
  std::map<std::string, std::map<std::string, std::int64_t>> lines;  ///< line -> figure -> count
  std::map<std::string, std::map<std::string, std::int64_t>> zones;
};
Result<CountTruth> read_count_truth(const std::filesystem::path& file);
/// The same figures as counted: the JSON summary of `sillage process` (file name ends in .json), or
/// TOML as above. A figure without a value (withheld, not measured) is not there.
Result<CountTruth> read_counts(const std::filesystem::path& file);

struct CountRow {
  std::string kind;  ///< "line" or "zone"
  std::string id;
  std::string figure;  ///< "entries"
  std::int64_t truth = 0;
  std::int64_t counted = 0;
};

/// Sum of |counted - truth| over all rows / sum of truth; errors never cancel. Nothing where the
/// truth is all zero.
struct CountFigures {
  std::vector<CountRow> rows;
  std::int64_t absolute_error = 0;
  std::int64_t truth_total = 0;
};
/// Rows for everything in the truth; kNotFound where the counts lack one ("did you mean").
Result<CountFigures> compare_counts(const CountTruth& truth, const CountTruth& counted);

}  // namespace sillage::eval
