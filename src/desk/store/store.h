// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "wire/release.h"

namespace sillage::desk {

/// One stored bin, as read back.
struct StoredBin {
  wire::ReleaseHeader header;
  std::vector<wire::Figure> figures;
};

/// One run of `sillage process`, kept so that a figure can be traced to what made it.
struct RunRecord {
  Instant started_at;
  std::string version;        ///< of sillage
  std::string source;         ///< file name without folders; never a URL with credentials
  std::string source_sha256;  ///< of the file, empty for a stream
  std::string model;          ///< name and sha256
  std::string config_sha256;
};

/// Numbers of one store. The interface has one implementation today (SQLite) and one test suite
/// that any further one must pass. One thread.
class Store {
 public:
  virtual ~Store() = default;
  /// Writes releases in one transaction: all or nothing. Idempotent: the same release again changes
  /// nothing. Another one for the same store, bin start and period is refused (kConflict): the
  /// difference would tell of single people. An evaluation replaces one of the same bin whole.
  /// Evaluations of two different sources for one bin are refused (kConflict): neither may
  /// pass for the other. So are figures of the other mode than the store's are of already: exact and
  /// noisy ones of the same people never meet. `run` comes from `begin_run`.
  virtual Result<void> write(std::span<const wire::Release> releases, std::int64_t run) = 0;
  Result<void> write(const wire::Release& release, std::int64_t run) {
    return write(std::span(&release, 1), run);
  }
  /// Records a run and returns its id; the same source, model and configuration give the same id,
  /// keep the first `started_at` and take the version of the last. Refuses a source with a folder.
  virtual Result<std::int64_t> begin_run(const RunRecord& run) = 0;
  /// Stores that have bins, by id.
  virtual Result<std::vector<StoreId>> stores() = 0;
  /// Fails (kConflict) where figures of the store are there already that were released in the other
  /// mode: asked before hours of work.
  virtual Result<void> expect_mode(const StoreId& store, bool evaluation,
                                   wire::ReleaseMode mode) = 0;
  /// Bins with bin_start in [from, to), in the order of time (bins before days, measured before
  /// evaluation); figures in the order of wire::precedes.
  virtual Result<std::vector<StoredBin>> read(const StoreId& store, Instant from, Instant to) = 0;
};

/// Opens or creates the file, and brings an older schema up to date. Errors: not a database or that
/// of another program (kInvalidArgument, left as it is), newer schema than this program
/// (kUnsupported), read-only (kPermission) or full disk (kExhausted), missing folder (kNotFound),
/// damaged (kDataLoss), in use by another process (kConflict, after waiting `busy_timeout`).
Result<std::unique_ptr<Store>> open_sqlite(const std::filesystem::path& file,
                                           Duration busy_timeout = std::chrono::seconds(5));

}  // namespace sillage::desk
