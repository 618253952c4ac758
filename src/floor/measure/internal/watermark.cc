// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/watermark.h"

#include <algorithm>

#include "wire/sighting.h"

namespace sillage::floor::internal {

std::optional<int> Watermark::number_of(const CameraId& camera) {
  const auto known = numbers_.find(camera);
  if (known != numbers_.end()) return known->second;
  if (numbers_.size() >= kMaxCameras) return std::nullopt;
  const int number = static_cast<int>(numbers_.size());
  numbers_.emplace(camera, number);
  frames_.emplace_back();
  return number;
}

bool Watermark::advance(int camera, Instant frame) {
  if (frames_[camera] && frame <= *frames_[camera]) return false;
  frames_[camera] = frame;
  now_ = now_ ? std::max(*now_, frame) : frame;
  return true;
}

bool Watermark::is_late(int camera, Instant at) const {
  return frames_[camera] && at < *frames_[camera] - wire::kMaxBackfill;
}

Instant Watermark::value() const {
  Instant slowest = *now_;
  for (const auto& frame : frames_) {
    if (frame && *frame >= *now_ - kMaxLag) slowest = std::min(slowest, *frame);
  }
  return slowest - wire::kMaxBackfill;
}

}  // namespace sillage::floor::internal
