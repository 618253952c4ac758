// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "floor/measure/internal/count_key.h"

namespace sillage::floor::internal {

/// Numbers of people that go up and down, sampled at whole seconds; queues follow kQueueSeries.
enum Series : int { kInViewSeries = 0, kInsideSeries = 1, kQueueSeries = 2 };

/// Whole seconds, both ends included.
struct Span {
  int series = 0;
  std::int64_t from = 0;
  std::int64_t to = 0;
};

/// From this whole second on there are so many more people inside.
struct InsideStep {
  std::int64_t second = 0;
  int change = 0;
};

/// What one person adds to the open bins. It stays with the person until the bin closes or the
/// person is forgotten, so that somebody who proves to be no visitor takes all of it along.
class Account {
 public:
  /// Most heat cells of one person and bin; further ones are not counted: too little, never too
  /// much.
  static constexpr std::size_t kMaxCells = 8192;

  struct InBin {
    Amounts amounts;
    std::size_t cells = 0;
    std::vector<Span> spans;
    std::vector<InsideStep> steps;
  };

  void add(std::int64_t bin, const CountKey& key, std::int64_t amount);
  /// False where the person has been in too many cells.
  bool add_heat(std::int64_t bin, CellIndex cell, std::int64_t amount);
  void add_second(std::int64_t bin, int series, std::int64_t second);
  void add_step(std::int64_t bin, InsideStep step) { bins_[bin].steps.push_back(step); }
  /// The person was not there at `second` or later after all.
  void cut_series(int series, std::int64_t second);

  /// Only the time spent in zones stays, as that of staff.
  void become_staff();
  void clear() { bins_.clear(); }
  /// Changes of the number of people inside that stand in the account.
  int inside() const;

  std::map<std::int64_t, InBin>& bins() { return bins_; }
  const std::map<std::int64_t, InBin>& bins() const { return bins_; }
  void forget_before(std::int64_t bin) { bins_.erase(bins_.begin(), bins_.lower_bound(bin)); }

 private:
  std::map<std::int64_t, InBin> bins_;
};

/// Where the body of a person has been counted, by bin: for distinct people. The body of somebody
/// lost is inherited by the newcomer who could be the same (docs/adr/0005-bodies-not-tracks.md).
using Places = std::map<std::int64_t, KeySet>;

/// Adds where `account` counts people in this bin.
void add_places(const Account::InBin& account, KeySet& places);

}  // namespace sillage::floor::internal
