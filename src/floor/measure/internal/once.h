// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "floor/measure/internal/count_key.h"

namespace sillage::floor::internal {

/// Bounds what one body adds to figures over several bins, whatever identities it has: each place
/// counts once. Handed on from body to body, so that an identity that breaks starts nothing anew.
class Once {
 public:
  /// What of this account counts that has not counted before, in a fixed order.
  std::vector<CountKey> take(const Amounts& amounts);
  /// Of the body before. Its stay at the store goes on unless it left by a door.
  void inherit(const Once& before, bool stay_goes_on);

 private:
  using Place = std::pair<int, std::uint64_t>;

  std::set<int> met_;        ///< zones of all bodies of the chain
  std::set<int> zones_;      ///< of this stay; at most kMostStayZones
  std::set<Place> flows_;    ///< of this stay; at most kMostStayFlows
  std::set<Count> counted_;  ///< of this stay: what is counted under no place
};

}  // namespace sillage::floor::internal
