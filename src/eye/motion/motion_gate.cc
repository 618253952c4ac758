// SPDX-License-Identifier: Apache-2.0
#include "eye/motion/motion_gate.h"

#include <cmath>

namespace sillage::eye {
namespace {

constexpr int kWidth = 80, kHeight = 45;

}  // namespace

bool MotionGate::is_quiet(Instant at, const I420View& picture) {
  I420Image small = scale(picture, kWidth, kHeight);
  shown_.assign(small.y(), small.y() + kWidth * kHeight);
  if (!empty_at_ || seconds(at - *empty_at_) >= options_.longest_quiet_s) return false;
  // A camera that adapts its exposure changes everywhere at once.
  double shift = 0;
  for (std::size_t i = 0; i < shown_.size(); ++i) shift += shown_[i] - empty_[i];
  shift /= static_cast<double>(shown_.size());
  for (std::size_t i = 0; i < shown_.size(); ++i) {
    if (std::abs(shown_[i] - empty_[i] - shift) >= options_.least_change) return false;
  }
  return true;
}

void MotionGate::looked(Instant at, bool found_somebody) {
  if (found_somebody) {
    empty_at_.reset();
    return;
  }
  empty_ = shown_;
  empty_at_ = at;
}

}  // namespace sillage::eye
