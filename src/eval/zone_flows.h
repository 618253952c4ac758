// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "base/time.h"

namespace sillage::eval {

/// Visits of zones and transitions between them, of identities of any kind, truth or result, by the
/// rules of docs/reference/metrics.md: a visit is a stay of at least 5 s, an absence of less than
/// 3 s does not end it; a transition leads from one visit to the next one in another zone. Of an
/// identity that may continue others, the first transition counts in part.
class ZoneFlows {
 public:
  /// `zone` is where they are, or -1. Of one identity, in the order of time.
  void see(std::uint64_t identity, Instant at, int zone);
  /// `later` continues `earlier` with this probability; before `later` is seen.
  void may_continue(std::uint64_t earlier, std::uint64_t later, double probability);

  /// By (from, to).
  const std::map<std::pair<int, int>, double>& flows() const { return flows_; }
  /// By (zone, zone), so that it compares like flows.
  const std::map<std::pair<int, int>, double>& visits() const { return visits_; }

 private:
  struct Body {
    int zone = -1;  ///< in which a stay is open
    Instant since, last;
    bool counted = false;             ///< the stay is a visit
    std::map<int, double> was_in;     ///< the zone visited last, with its probability
  };
  void count(Body& body);

  std::map<std::uint64_t, Body> bodies_;
  std::map<std::pair<int, int>, double> flows_, visits_;
};

}  // namespace sillage::eval
