// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/head_count.h"

#include <algorithm>

namespace sillage::floor::internal {
namespace {

constexpr std::int64_t kQuietS = 30 * 60;
/// Fewer crossings tell nothing of how many are missed.
constexpr std::int64_t kEnough = 100;
/// More than a fifth of all exits nobody misses; then something else is wrong.
constexpr std::int64_t kLightest = 800, kHeaviest = 1250;

}  // namespace

std::int64_t HeadCount::step(const Second& second) {
  in_ += second.in;
  out_ += second.out;
  level_ += second.in * 1000 - second.out * exit_weight_;
  const std::int64_t least = std::max<std::int64_t>(second.seen, 0) * 1000;
  if (level_ < least) {
    added_ += least - level_;
    level_ = least;
  }
  const bool quiet = second.seen == 0 && second.in == 0 && second.out == 0;
  quiet_s_ = quiet ? quiet_s_ + 1 : 0;
  if (quiet_s_ == kQuietS) be_empty();
  return (level_ + 500) / 1000;
}

void HeadCount::be_empty() {
  removed_ += level_;
  level_ = 0;
  if (in_ >= kEnough && out_ >= kEnough) {
    const std::int64_t weight = std::clamp(in_ * 1000 / out_, kLightest, kHeaviest);
    exit_weight_ = (exit_weight_ + weight) / 2;
  }
  in_ = out_ = 0;
}

void HeadCount::reset() {
  level_ = quiet_s_ = 0;
  in_ = out_ = 0;
}

}  // namespace sillage::floor::internal
