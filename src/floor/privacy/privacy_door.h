// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "config/store_config.h"
#include "floor/measure/tally.h"
#include "wire/release.h"

namespace sillage::floor {

/// Upper end of the open last duration class in dwell figures, s: stands for "and more".
inline constexpr double kOpenDwellEndS = 86'400;

/// The only way out of the floor: turns exact tallies into releases. Standard mode: the store's
/// totals are exact, a breakdown shows no group of fewer than k people.
class PrivacyDoor {
 public:
  /// kInvalidArgument where k < 10 or the bin is shorter than 15 minutes.
  static Result<PrivacyDoor> create(const config::StoreConfig& store, bool evaluation);

  /// Every configured line and zone appears in the answer, withheld where it must be.
  wire::Release release(const BinTally& tally) const;

 private:
  PrivacyDoor(const config::StoreConfig& store, bool evaluation);
  StoreId store_;
  std::int64_t k_ = 10;
  double shortest_stay_s_ = 0;  ///< lower end of the first duration class
  bool evaluation_ = false;
};

}  // namespace sillage::floor
