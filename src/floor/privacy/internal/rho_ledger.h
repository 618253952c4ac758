// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "base/result.h"
#include "base/time.h"

namespace sillage::floor::internal {

/// What the releases of each day have cost a person-day, in zCDP. Costs of one day add up, whatever
/// the figures; a day never costs more than the ceiling. Days are named by their start.
class RhoLedger {
 public:
  /// Days are kept this long: later nothing of them can be released any more.
  static constexpr Duration kKept = std::chrono::hours(24 * 40);

  explicit RhoLedger(double ceiling) : ceiling_(ceiling) {}
  /// With what was spent before a restart; a day that spent more than the ceiling stays as it is.
  RhoLedger(double ceiling, std::map<Instant, double> spent)
      : ceiling_(ceiling), spent_(std::move(spent)) {}

  /// kExhausted, and nothing spent, where the day would cost more than the ceiling.
  Result<void> spend(Instant day, double rho);
  double spent(Instant day) const;
  const std::map<Instant, double>& days() const { return spent_; }

 private:
  double ceiling_;
  std::map<Instant, double> spent_;
};

}  // namespace sillage::floor::internal
