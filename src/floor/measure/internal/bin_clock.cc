// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/bin_clock.h"

#include <algorithm>

namespace sillage::floor::internal {
namespace {

/// Farthest start from 1970 on either side; keeps all arithmetic of times within 64 bits.
constexpr Duration kMaxEpochDistance = std::chrono::hours(24 * 366 * 1000);

/// Least multiple of `length` since the epoch that is not before `at`.
Instant round_up(Instant at, Duration length) {
  const Duration since = at.time_since_epoch();
  auto multiples = since / length;
  if (since % length > Duration::zero()) ++multiples;
  return Instant(multiples * length);
}

}  // namespace

Result<BinClock> BinClock::create(const BinGrid& grid) {
  if (grid.length <= Duration::zero() || grid.length > std::chrono::hours(24)) {
    return fail(
        ErrorCode::kInvalidArgument,
        "a bin of {} s cannot be measured; give a length of more than 0 s and at most a day",
        seconds(grid.length));
  }
  const Duration from_epoch = grid.start.time_since_epoch();
  if (from_epoch > kMaxEpochDistance || from_epoch < -kMaxEpochDistance) {
    return fail(ErrorCode::kInvalidArgument,
                "the data start {} s from 1970; check the clock of the recording or give its start",
                seconds(from_epoch));
  }
  if (grid.end && *grid.end <= grid.start) {
    return fail(ErrorCode::kInvalidArgument,
                "the data end {} s after their start; leave the end unknown or give one after the "
                "start",
                seconds(*grid.end - grid.start));
  }
  return BinClock(grid);
}

BinClock::BinClock(const BinGrid& grid)
    : grid_(grid),
      first_cut_((grid.align ? round_up(grid.start, grid.length) : grid.start) + grid.length) {
  if (!grid.end) return;
  const Instant last_cut = *grid.end - grid.length;
  last_index_ = last_cut < first_cut_ ? 0 : 1 + (last_cut - first_cut_) / grid.length;
}

std::int64_t BinClock::index_of(Instant at) const {
  if (at < grid_.start) return -1;
  const std::int64_t index = at < first_cut_ ? 0 : 1 + (at - first_cut_) / grid_.length;
  return last_index_ ? std::min(index, *last_index_) : index;
}

Instant BinClock::start_of(std::int64_t index) const {
  return index == 0 ? grid_.start : first_cut_ + (index - 1) * grid_.length;
}

Instant BinClock::end_of(std::int64_t index) const {
  if (last_index_ && index == *last_index_) return *grid_.end;
  return first_cut_ + index * grid_.length;
}

}  // namespace sillage::floor::internal
