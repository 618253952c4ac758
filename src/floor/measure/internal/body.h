// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <unordered_set>

#include "floor/measure/tally.h"

namespace sillage::floor::internal {

/// A place where people are counted, within one bin.
struct PlaceKey {
  enum class Kind : std::uint8_t { kHeat, kLineEntry, kLineExit, kZone, kDwellClass, kStore };
  Kind kind = Kind::kStore;
  int index = 0;  ///< line or zone of the plan; heat level
  int dwell_class = 0;
  CellIndex cell;

  /// One number for it; a cell's indices must be within 2^20 of 0.
  std::uint64_t packed() const;
  static PlaceKey unpack(std::uint64_t packed);
};

/// Where one body has been counted, so that it is counted there once. It lives as long as the
/// person's other state and is then forgotten; what stays are counts.
class Body {
 public:
  /// Most places of one body and bin; further ones are not counted, which counts people too low,
  /// never too high.
  static constexpr std::size_t kMaxPlaces = 8192;

  /// True the first time; then count it.
  bool visit(std::int64_t bin, const PlaceKey& place);
  /// The two were one person: `counted_twice` is called for each place where both were counted.
  void absorb(Body&& other,
              const std::function<void(std::int64_t bin, const PlaceKey&)>& counted_twice);
  /// Drops the bins before `bin`.
  void forget_before(std::int64_t bin);

 private:
  std::map<std::int64_t, std::unordered_set<std::uint64_t>> places_;
};

}  // namespace sillage::floor::internal
