// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/eye_line.h"

#include <algorithm>

namespace sillage::app {

EyeLine::EyeLine(Channel channel, std::uint64_t first_number)
    : channel_(std::move(channel)), first_(first_number) {
  channel_.send(encode(EyePacket{}));  // asks the floor where to begin
}

void EyeLine::send(const wire::EyeMessage& message) {
  const std::lock_guard lock(mutex_);
  kept_.push_back(wire::encode(message));
  if (kept_.size() > kMost) {
    kept_.pop_front();
    ++first_;
    if (next_ > 0) {
      --next_;
    } else {
      ++lost_;
    }
  }
}

void EyeLine::pump() {
  const std::lock_guard lock(mutex_);
  hear();
  flush();
}

void EyeLine::hear() {
  while (const auto packet = channel_.receive()) {
    const auto floor = decode_floor_packet(*packet);
    if (packet->empty() || !floor) break;
    if (floor->begin) epoch_ = floor->epoch;
    if (floor->epoch != epoch_) continue;
    heard_ = floor->heard;
    const std::uint64_t end = first_ + kept_.size();
    const std::uint64_t known = std::min(floor->number + 1, end);
    const std::size_t gone = known > first_ ? known - first_ : 0;
    kept_.erase(kept_.begin(), kept_.begin() + static_cast<std::ptrdiff_t>(gone));
    first_ += gone;
    next_ = floor->begin ? 0 : next_ - std::min(next_, gone);
  }
}

void EyeLine::flush() {
  if (epoch_ == 0) return;
  for (; next_ < kept_.size(); ++next_, ++sent_) {
    const EyePacket packet{epoch_, first_ + next_, kept_[next_]};
    if (channel_.send(encode(packet)) != Channel::Sent::kYes) return;
  }
}

bool EyeLine::is_heard() {
  const std::lock_guard lock(mutex_);
  return kept_.empty() || heard_ + 1 >= first_ + kept_.size();
}

std::uint64_t EyeLine::sent() {
  const std::lock_guard lock(mutex_);
  return sent_;
}

std::uint64_t EyeLine::lost() {
  const std::lock_guard lock(mutex_);
  return lost_;
}

std::size_t EyeLine::waiting() {
  const std::lock_guard lock(mutex_);
  return kept_.size();
}

}  // namespace sillage::app
