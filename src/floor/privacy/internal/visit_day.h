// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "floor/measure/tally.h"
#include "floor/privacy/internal/day_margins.h"
#include "floor/privacy/internal/local_day.h"
#include "floor/privacy/internal/parts.h"
#include "floor/privacy/internal/zone_day.h"

namespace sillage::floor::internal {


/// What too few people do in a bin to be told there, of one day: how long its visits were, what
/// they reached, flows, paths, and zones where bins withheld them. Numbers only, no visit.
class VisitDay {
 public:
  VisitDay(const Day& day, const config::StoreConfig& store, const Overlaps& overlaps)
      : day_(day), margins_(store), zones_(overlaps) {}

  const Day& day() const { return day_; }
  Duration observed() const { return observed_; }
  /// `told`: what was released of the bin.
  void add(const BinTally& tally, const Figures& told);

  /// Timed visits and their parts; flows; zones whose bins were withheld; paths of k people or
  /// more, and one figure without a way for all other timed visits, those without any zone among
  /// them. The others are sure to be nobody or k people, or all visits; and so is what remains of
  /// everything told when paths are taken from it.
  void add_figures(const config::StoreConfig& store, Figures& out) const;

  void save(ByteWriter& out) const;
  void load(ByteReader& in);

 private:
  void add_paths(DayMargins told, std::int64_t k, Figures& out) const;

  Day day_;
  Duration observed_{};
  /// Of all bins: visits, reach, funnels, flows, paths, and visits of zones. People are different
  /// ones, as far as bodies are.
  BinTally sum_;
  DayMargins margins_;
  ZoneDay zones_;
};

}  // namespace sillage::floor::internal
