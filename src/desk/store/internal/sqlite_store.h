// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <utility>

#include "desk/store/internal/connection.h"
#include "desk/store/store.h"

namespace sillage::desk::internal {

struct SqliteOptions {
  /// How long to wait for another process that writes, which takes milliseconds at a time.
  Duration busy_timeout = std::chrono::seconds(5);
  /// Most pages of 4096 bytes in the file; 0 for SQLite's own limit. Lets a test fill the disk.
  std::int64_t max_pages = 0;
};

/// Store on one SQLite file; the tables are in schema.cc.
class SqliteStore final : public Store {
 public:
  static Result<std::unique_ptr<Store>> open(const std::filesystem::path& file,
                                             const SqliteOptions& options);

  using Store::write;
  Result<void> write(std::span<const wire::Release> releases, std::int64_t run) override;
  Result<std::int64_t> begin_run(const RunRecord& run) override;
  Result<std::vector<StoreId>> stores() override;
  Result<void> expect_mode(const StoreId& store, bool evaluation, wire::ReleaseMode mode) override;
  Result<std::vector<StoredBin>> read(const StoreId& store, Instant from, Instant to) override;

 private:
  explicit SqliteStore(std::unique_ptr<Connection> connection)
      : connection_(std::move(connection)) {}
  Result<void> prepare();
  Result<void> refuse_other_source(const wire::ReleaseHeader& header, std::int64_t run);
  Result<void> refuse_correction(const wire::Release& release);
  Result<std::int64_t> put_bin(const wire::ReleaseHeader& header, std::int64_t run);
  Result<void> put_figure(std::int64_t bin, const wire::Figure& figure);
  Result<std::vector<StoredBin>> take_bins(const StoreId& store, Instant from, Instant to);
  Result<StoredBin> take_bin(const Execution& row);
  Result<std::vector<wire::Figure>> take_figures(std::int64_t bin);

  /// Of the stores, measured and evaluated, whose figures were looked at; no figure changes it.
  std::map<std::pair<StoreId, bool>, wire::ReleaseMode> modes_;
  std::unique_ptr<Connection> connection_;  // outlives the statements below
  Statement put_run_, has_run_, other_source_, put_bin_, clear_bin_, put_figure_, get_bins_,
      get_figures_;
};

}  // namespace sillage::desk::internal
