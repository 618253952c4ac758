// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "base/bytes.h"
#include "floor/measure/tally.h"
#include "floor/privacy/internal/overlaps.h"
#include "floor/privacy/internal/parts.h"

namespace sillage::floor::internal {

/// Visits of zones over a day, where bins withheld some of them: what too few people did in each
/// bin may be told of all bins together.
class ZoneDay {
 public:
  ZoneDay() = default;
  explicit ZoneDay(Overlaps overlaps) : overlaps_(std::move(overlaps)) {}

  /// `told`: what was released of the bin.
  void add(const BinTally& tally, const Figures& told);
  /// Zones of which bins have withheld something, in all of k different people. Not where a bin has
  /// shown the zone together with others, nor where another zone overlaps it: both could be taken
  /// from the day.
  void add_figures(std::int64_t k, Figures& out) const;

  void save(ByteWriter& out) const;
  void load(ByteReader& in);

 private:
  struct Zone {
    std::int64_t visits = 0;
    Part withheld;  ///< people: different ones
    bool is_spoiled = false;
  };

  Overlaps overlaps_;
  std::map<ZoneId, Zone> zones_;
};

}  // namespace sillage::floor::internal
