// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "floor/privacy/internal/rho_ledger.h"
#include "floor/privacy/internal/strict_day.h"

namespace sillage::floor::internal {

/// Strict mode, day by day. A day costs what its tables cost, spent as a whole before its first
/// figure: a day that cannot pay, because an earlier run has spent it, releases nothing.
class StrictDoor {
 public:
  StrictDoor(const config::StoreConfig& store, LocalDays days, Entropy entropy);

  std::vector<Draft> take(const BinTally& tally);
  std::vector<Draft> finish();

  /// See PrivacyDoor.
  void note_released(Instant at);

  const RhoLedger& ledger() const { return ledger_; }
  /// Bins of days that could not pay.
  std::int64_t refused() const { return refused_; }

  /// Ledger, open day and what earlier days told. To be sealed: it holds exact counts.
  void save(ByteWriter& out) const;
  /// Only before the first bin. False where it is not such a state; an open day of another
  /// configuration is dropped, and what it cost stays spent.
  bool load(ByteReader& in);

 private:
  /// Released entries of so many days say what is expected.
  static constexpr std::size_t kHistory = 7;

  double expected_visits() const;
  void open(const Day& day);
  std::vector<Draft> end_day();
  void load_day(ByteReader& in);

  config::StoreConfig store_;
  LocalDays days_;
  Entropy entropy_;
  RhoLedger ledger_;
  std::vector<double> history_;  ///< as released, oldest first
  std::optional<Day> day_;
  std::optional<StrictDay> open_;  ///< nothing while the day cannot pay
  std::int64_t refused_ = 0;
};

}  // namespace sillage::floor::internal
