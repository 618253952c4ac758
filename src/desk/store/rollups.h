// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "desk/store/calendar.h"
#include "wire/release.h"

namespace sillage::desk {

/// Figures of different bases never meet.
struct Basis {
  bool evaluation = false;
  wire::ReleaseMode mode = wire::ReleaseMode::kStandard;
  int metric_version = 1;
  auto operator<=>(const Basis&) const = default;
};

/// What the bins of one stretch of time have in common.
struct SpanRow {
  Instant start, end;
  std::int64_t bins = 0;
  double length_s = 0, observed_s = 0;  ///< of the bins
  int k = 0, link_level = 0;
};

/// One figure over the bins of one stretch. Sums are over the bins that show it.
struct RollupRow {
  Instant start;
  std::string scope;
  std::array<double, 4> extent{};
  std::string way;
  double total = 0, weighted = 0, weight_s = 0, largest = 0, low = 0, high = 0;
  std::int64_t ranged = 0;    ///< bins with low and high
  std::int64_t joined = 0;    ///< bins whose value is that of a wider group
  std::int64_t measured = 0;  ///< bins that show it
  std::int64_t withheld = 0;  ///< bins in which it is withheld, or known only with others
  std::int64_t missing = 0;   ///< bins with nothing observed
  /// Over the bins that show this count and the one it is a share of (whole_of): sums of both.
  double part = 0, whole = 0;
  std::int64_t paired = 0;
};

/// What the rates of docs/reference/release.md divide a count by; the whole has the same scope, or is
/// of the store where `of_store`. Nothing for other metrics.
struct Whole {
  wire::Metric metric{};
  bool of_store = false;
};
std::optional<Whole> whole_of(wire::Metric part);

/// How many figures of a metric one stretch shows, and how many it does not.
struct StateRow {
  Instant start;
  wire::Metric metric{};
  std::int64_t shown = 0, withheld = 0;
};

struct StoreExtent {
  StoreId store;
  Instant first, last;  ///< start of the first bin, end of the last
};

/// Bins, and their sums by hour, day, ISO week and month. The sums follow what is written to the
/// file, late, repeated or corrected, by whatever process: `refresh` works out anew what is stale,
/// always from the base rows. One thread.
class Rollups {
 public:
  virtual ~Rollups() = default;
  /// Brings the sums of a store up to date, days in `calendar`. What came for a time before
  /// `horizon`, whose bins are deleted, is left out. Returns the number of bins that had changed.
  /// In pieces of 500 bins, each all or nothing.
  virtual Result<std::int64_t> refresh(const StoreId& store, const Calendar& calendar,
                                       Instant horizon = {}) = 0;
  /// Forgets all sums of a store, so that the next refresh works out everything: a new time zone.
  virtual Result<void> forget(const StoreId& store) = 0;
  /// Deletes bins and hours that end at or before `bins`, and days, weeks, months and what only a
  /// day has at or before `days`. Returns the bins and stretches deleted.
  struct Deleted {
    std::int64_t bins = 0, stretches = 0;
  };
  virtual Result<Deleted> erase(const StoreId& store, Instant bins, Instant days) = 0;
  virtual Result<std::int64_t> erase_audit(Instant before) = 0;

  /// A number that changes when anything in the file does.
  virtual Result<std::int64_t> generation() = 0;
  virtual Result<std::vector<StoreExtent>> stores() = 0;
  /// Stores with bins that the sums have not taken in yet.
  virtual Result<std::vector<StoreId>> stale_stores() = 0;
  /// End of the last bin of a store.
  virtual Result<std::optional<Instant>> end_of(const StoreId& store) = 0;
  /// That of the newest bin that starts before `to`; of deployed stores, if there is any such bin.
  virtual Result<std::optional<Basis>> basis(const StoreId& store, Instant to) = 0;
  virtual Result<std::vector<SpanRow>> spans(const StoreId& store, const Basis& basis, Level level,
                                             Instant from, Instant to) = 0;
  /// Of stretches that start in [from, to), in the order of scope, time, extent, way. `scope`:
  /// only this one.
  virtual Result<std::vector<RollupRow>> rows(const StoreId& store, const Basis& basis, Level level,
                                              wire::Metric metric,
                                              const std::optional<std::string>& scope,
                                              Instant from, Instant to) = 0;
  /// Of stretches (days and longer) that start in [from, to), in the order of metrics.
  virtual Result<std::vector<StateRow>> states(const StoreId& store, const Basis& basis, Level level,
                                             Instant from, Instant to) = 0;
  /// Reads the whole file through; kDataLoss where it is damaged.
  virtual Result<void> check() = 0;
  /// A whole, consistent copy of the file into another one that must not exist.
  virtual Result<void> backup(const std::filesystem::path& copy) = 0;
};

Result<std::unique_ptr<Rollups>> open_rollups(const std::filesystem::path& file,
                                              Duration busy_timeout = std::chrono::seconds(5));

}  // namespace sillage::desk
