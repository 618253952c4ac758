// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "base/result.h"
#include "floor/measure/meter.h"

namespace sillage::floor::internal {

/// Cuts time into the bins of a BinGrid, numbered from 0.
class BinClock {
 public:
  static Result<BinClock> create(const BinGrid& grid);

  /// -1 before the start of the data. With a known end, everything later is in the last bin.
  std::int64_t index_of(Instant at) const;
  Instant start_of(std::int64_t index) const;
  /// With a known end, that of the data for the last bin.
  Instant end_of(std::int64_t index) const;
  /// Nothing where the end of the data is not known.
  std::optional<std::int64_t> last_index() const { return last_index_; }

 private:
  explicit BinClock(const BinGrid& grid);
  BinGrid grid_;
  Instant first_cut_;  ///< end of bin 0 where the data reach so far
  std::optional<std::int64_t> last_index_;
};

}  // namespace sillage::floor::internal
