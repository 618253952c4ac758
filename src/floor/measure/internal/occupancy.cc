// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/occupancy.h"

#include <algorithm>

namespace sillage::floor::internal {
namespace {

std::int64_t whole_second(Instant at) {
  return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}

}  // namespace

void OccupancySampler::present(Instant after, Instant until) {
  std::int64_t second = whole_second(after) + 1;
  if (settled_) second = std::max(second, *settled_ + 1);
  for (; second <= whole_second(until); ++second) ++seconds_[second].people;
}

void OccupancySampler::observed(Instant at) {
  const std::int64_t begin = whole_second(at - Duration(1));  // the last one before `at`
  if (!first_) first_ = begin + 1;
  for (std::int64_t second : {begin, begin + 1}) {
    if (second >= *first_ && (!settled_ || second > *settled_)) seconds_[second].observed = true;
  }
}

std::vector<OccupancySampler::Sample> OccupancySampler::settle(Instant until) {
  std::vector<Sample> samples;
  const std::int64_t last = whole_second(until);
  if (settled_ && last <= *settled_) return samples;
  while (!seconds_.empty() && seconds_.begin()->first <= last) {
    const auto& [second, state] = *seconds_.begin();
    if (state.observed) {
      samples.push_back({Instant(std::chrono::seconds(second)), state.people});
    }
    seconds_.erase(seconds_.begin());
  }
  settled_ = last;
  return samples;
}

}  // namespace sillage::floor::internal
