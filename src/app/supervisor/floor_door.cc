// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/floor_door.h"

#include <algorithm>

#include "app/supervisor/house_clock.h"
#include "app/supervisor/log.h"

namespace sillage::app {
namespace {

/// No answer for so long: the desk was killed meanwhile, or its disk is full.
constexpr Duration kAgainAfter = std::chrono::seconds(2);

}  // namespace

void FloorDoor::add(const wire::Release& release) {
  waiting_.push_back({++newest_, wire::encode(release)});
  if (waiting_.size() <= kMost) return;
  log(Level::kError, "event=release-lost reason=\"the desk has taken none for too long\"");
  waiting_.pop_front();
  offset_ = 0;
}

void FloorDoor::restore(std::deque<Waiting> waiting, std::uint64_t newest) {
  waiting_ = std::move(waiting);
  newest_ = newest;
}

void FloorDoor::ask() { channel_.send(encode(ReleasePiece{})); }

void FloorDoor::pump(std::uint64_t may_send) {
  hear();
  if (waiting_.empty() || waiting_.front().number > may_send) return;
  const bool is_sent = offset_ == waiting_.front().bytes.size();
  if (is_sent && HouseClock::uptime() - sent_at_ >= kAgainAfter) offset_ = 0;
  send_front();
}

void FloorDoor::hear() {
  while (const auto packet = channel_.receive()) {
    const auto answer = decode_release_answer(*packet);
    if (packet->empty() || !answer) break;
    if (answer->number == 0) {
      answer_ = answer;
    } else if (!waiting_.empty() && answer->number == waiting_.front().number) {
      ++(answer->refused ? refused_ : acknowledged_);
      waiting_.pop_front();
      offset_ = 0;
    }
  }
}

void FloorDoor::send_front() {
  const Waiting& front = waiting_.front();
  while (offset_ < front.bytes.size()) {
    const std::size_t size = std::min(ReleasePiece::kMaxBytes, front.bytes.size() - offset_);
    const auto from = front.bytes.begin() + static_cast<std::ptrdiff_t>(offset_);
    const ReleasePiece piece{front.number,
                             static_cast<std::uint32_t>(offset_),
                             static_cast<std::uint32_t>(front.bytes.size()),
                             {from, from + static_cast<std::ptrdiff_t>(size)}};
    if (channel_.send(encode(piece)) != Channel::Sent::kYes) return;
    offset_ += size;
    sent_at_ = HouseClock::uptime();
  }
}

}  // namespace sillage::app
