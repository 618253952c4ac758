// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "desk/store/internal/connection.h"
#include "desk/store/rollups.h"

namespace sillage::desk::internal {

class SqliteRollups final : public Rollups {
 public:
  explicit SqliteRollups(std::unique_ptr<Connection> connection)
      : connection_(std::move(connection)) {}
  Result<void> prepare();

  Result<std::int64_t> refresh(const StoreId& store, const Calendar& calendar,
                               Instant horizon) override;
  Result<void> forget(const StoreId& store) override;
  Result<Deleted> erase(const StoreId& store, Instant bins, Instant days) override;
  Result<std::int64_t> erase_audit(Instant before) override;
  Result<std::int64_t> generation() override;
  Result<std::vector<StoreExtent>> stores() override;
  Result<std::vector<StoreId>> stale_stores() override;
  Result<std::optional<Instant>> end_of(const StoreId& store) override;
  Result<std::optional<Basis>> basis(const StoreId& store, Instant to) override;
  Result<std::vector<SpanRow>> spans(const StoreId& store, const Basis& basis, Level level,
                                     Instant from, Instant to) override;
  Result<std::vector<RollupRow>> rows(const StoreId& store, const Basis& basis, Level level,
                                      wire::Metric metric, const std::optional<std::string>& scope,
                                      Instant from, Instant to) override;
  Result<std::vector<StateRow>> states(const StoreId& store, const Basis& basis, Level level,
                                     Instant from, Instant to) override;
  Result<void> check() override;
  Result<void> backup(const std::filesystem::path& copy) override;

 private:
  /// A stretch of one basis that is to be worked out.
  struct Stretch {
    Level level;
    Instant start, end;
  };
  Result<std::vector<Instant>> stale_bins(const StoreId& store);
  Result<std::set<Basis>> bases(const StoreId& store);
  Result<void> work_out(const StoreId& store, const std::set<Basis>& bases, const Stretch& stretch);
  Result<void> work_out(const StoreId& store, const Basis& basis, const Stretch& stretch);
  Result<void> drop(const StoreId& store, const Basis& basis, Level level, Instant from,
                    Instant to);

  std::unique_ptr<Connection> connection_;  // outlives the statements below
  Statement stale_stores_, stale_, clear_stale_, bases_, hour_span_, hour_rows_, day_heat_, day_own_,
      day_own_counts_, day_own_span_, long_span_, long_rows_, drop_spans_, drop_rows_, bin_spans_,
      bin_rows_, level_spans_, level_rows_, all_level_rows_, states_, stores_, end_, basis_,
      data_version_;
};

}  // namespace sillage::desk::internal
