// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "floor/measure/internal/account.h"
#include "floor/measure/internal/ledger.h"

namespace sillage::floor::internal {

/// As what somebody is counted.
enum class Standing { kVisitor, kStaff, kObjector };

/// Writes into the account of one person, as far as their standing allows.
class Notes {
 public:
  Notes(Account& account, Ledger& ledger, Standing standing)
      : account_(account), ledger_(ledger), standing_(standing) {}

  void count(Instant at, CountKey key, std::int64_t amount = 1);
  /// False where the person has been in too many cells.
  bool heat(Instant at, CellIndex cell, Duration spent);
  /// Was there after `after`, until `until` and then too.
  void present(int series, Instant after, Instant until);
  /// Was not there at `at` or later after all.
  void absent(int series, Instant at);
  /// From `at` on there is one more, or one less, inside.
  void step_inside(Instant at, int change);

 private:
  Account& account_;
  Ledger& ledger_;
  Standing standing_;
};

}  // namespace sillage::floor::internal
