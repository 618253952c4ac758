// SPDX-License-Identifier: Apache-2.0
#include "eye/ingest/internal/timeline.h"

#include <cmath>

namespace sillage::eye {
namespace {

/// A step back by more is a clock that was set anew, not a frame out of order.
constexpr Duration kClockReset = std::chrono::seconds(1);
/// Beyond this a time stamp is rubbish; also keeps sums far from overflow.
constexpr Duration kLongestStamp = std::chrono::years(100);

}  // namespace

Instant Timeline::next(std::optional<Duration> stamp) {
  const bool first = !started_;
  const Instant following = first ? last_ : last_ + interval_;
  started_ = true;
  if (!stamp || *stamp > kLongestStamp || *stamp < -kLongestStamp) {
    last_ = following;
    return last_;
  }
  if (!origin_) origin_ = following - *stamp;
  const Instant stamped = *origin_ + *stamp;
  if (stamped > last_ || (first && stamped == last_)) {
    last_ = stamped;
    return last_;
  }
  if (last_ - stamped > kClockReset) origin_ = following - *stamp;
  last_ = following;
  return last_;
}

bool RateGrid::wants(Instant captured_at) {
  if (rate_ <= 0) return true;
  if (!first_) first_ = captured_at;
  const double steps = seconds(captured_at + reach_ - *first_) * rate_;
  if (steps < static_cast<double>(next_step_)) return false;
  next_step_ = static_cast<std::int64_t>(std::floor(steps)) + 1;
  return true;
}

void RateGrid::set_rate(double rate) {
  if (rate == rate_) return;
  rate_ = rate;
  first_.reset();
  next_step_ = 0;
}

}  // namespace sillage::eye
