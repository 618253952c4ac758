// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include "base/bytes.h"
#include "floor/measure/tally.h"
#include "floor/privacy/internal/day_margins.h"
#include "floor/privacy/internal/local_day.h"
#include "floor/privacy/internal/parts.h"
#include "floor/privacy/internal/zone_day.h"

namespace sillage::floor::internal {

/// Most different paths that are told apart in a day; visits with further ones are among the
/// others.
inline constexpr std::size_t kMostPaths = 65'536;

/// The paths of one day, how long its visits were, and its zones where bins withheld them: numbers
/// only, no visit.
class PathDay {
 public:
  /// Nothing else of the day is told.
  explicit PathDay(const Day& day) : day_(day) {}
  PathDay(const Day& day, const config::StoreConfig& store, const Overlaps& overlaps)
      : day_(day), margins_(store), zones_(overlaps) {}

  const Day& day() const { return day_; }
  Duration observed() const { return observed_; }
  /// How long they were, of the visits that ended in the day.
  const VisitTally& visits() const { return visits_; }
  /// `told`: what was released of the bin; null: as if everything had been.
  void add(const BinTally& tally, const Figures* told = nullptr);

  /// Zones whose bins were withheld. Paths of k people or more, and one figure without a way for
  /// all other timed visits, those without any zone among them. The others are sure to be nobody or
  /// k people, or all visits; and so is what remains of everything that the day's bins have told
  /// when paths are taken from it.
  void add_figures(std::int64_t k, Figures& out) const;

  void save(ByteWriter& out) const;
  void load(ByteReader& in);

 private:
  void add_lengths(const VisitTally& visits);

  Day day_;
  Duration observed_{};
  Part timed_;
  VisitTally visits_;  ///< durations and bounces only
  DayMargins margins_;
  ZoneDay zones_;
  std::map<std::vector<ZoneId>, Part> paths_;
};

}  // namespace sillage::floor::internal
