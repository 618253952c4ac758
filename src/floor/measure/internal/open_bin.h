// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "floor/measure/internal/account.h"
#include "floor/measure/internal/head_count.h"
#include "floor/measure/internal/heat_grid.h"
#include "floor/measure/internal/seconds.h"
#include "floor/measure/internal/slots.h"

namespace sillage::floor::internal {

/// The counters of one bin while it is open. Whole numbers only, so that the order in which they
/// grow does not matter.
class OpenBin {
 public:
  OpenBin(const Plan& plan, Instant start);

  /// False where the heat grid is full.
  bool add(const CountKey& key, std::int64_t amount);
  /// Adds what one person did; false where some of the heat found no room.
  bool add(const Account::InBin& account);
  /// Adds one body, which was counted at these places.
  void add_body(const KeySet& places);
  void add(const InsideStep& step);
  void add_observed(const CameraId& camera, Duration observed) { observed_[camera] += observed; }
  /// A frame saw this second.
  void observe_second(std::int64_t second);

  /// What was counted; seconds after `last_second` are not sampled. `inside` goes on from the bin
  /// before, where people inside are had by conservation. Observed time, by camera, is for the
  /// caller to judge.
  BinTally tally(Instant end, std::int64_t last_second, HeadCount& inside) const;
  const std::map<CameraId, Duration>& observed() const { return observed_; }

  void save(ByteWriter& out) const;
  void load(ByteReader& in);

 private:
  BinTally counted() const;
  void sample(BinTally& tally, std::size_t length, HeadCount& inside) const;
  std::vector<std::int64_t> levels_of(int series, std::size_t length) const;
  std::vector<std::int64_t> inside_levels(std::size_t length, HeadCount& inside) const;

  const Plan& plan_;
  std::int64_t first_second_;
  Instant start_;
  Amounts amounts_;  ///< all but heat and returns
  Amounts bodies_;   ///< distinct people by place, all but heat
  HeatGrid heat_;
  std::int64_t returned_ = 0;  ///< visits that went on, thousandths
  std::map<int, Crowd> crowds_;
  /// Entries and exits by second since first_second_.
  std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>> crossings_;
  std::vector<bool> seconds_;  ///< observed, since first_second_
  std::map<CameraId, Duration> observed_;
};

}  // namespace sillage::floor::internal
