// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include "base/bytes.h"
#include "floor/measure/tally.h"
#include "floor/privacy/internal/local_day.h"
#include "floor/privacy/internal/parts.h"

namespace sillage::floor::internal {

/// Most different paths that are told apart in a day; visits with further ones are among the
/// others.
inline constexpr std::size_t kMostPaths = 65'536;

/// The paths of one day: numbers only, no visit.
class PathDay {
 public:
  explicit PathDay(const Day& day) : day_(day) {}

  const Day& day() const { return day_; }
  Duration observed() const { return observed_; }
  void add(const BinTally& tally);

  /// Paths of k people or more, and one figure without a way for all other timed visits, those
  /// without any zone among them. The others are sure to be nobody or k people, or all visits.
  void add_figures(std::int64_t k, Figures& out) const;

  void save(ByteWriter& out) const;
  void load(ByteReader& in);

 private:
  Day day_;
  Duration observed_{};
  Part timed_;
  std::map<std::vector<ZoneId>, Part> paths_;
};

}  // namespace sillage::floor::internal
