// SPDX-License-Identifier: Apache-2.0
#include "sim/live/feed.h"

#include <algorithm>
#include <utility>

namespace sillage::sim {
namespace {

double between_s(LiveClock::Real::time_point from, LiveClock::Real::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

}  // namespace

Feed::Feed(std::unique_ptr<LiveSource> source, const LiveClock& clock)
    : source_(std::move(source)),
      clock_(clock),
      format_(source_->format()),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void Feed::watch(std::shared_ptr<PictureSink> sink) {
  const std::lock_guard lock(mutex_);
  sink_ = std::move(sink);
  changed_.notify_all();
}

void Feed::unwatch(const PictureSink* sink) {
  const std::lock_guard lock(mutex_);
  if (sink_.get() != sink) return;
  sink_.reset();
  changed_.notify_all();
}

FeedCounts Feed::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

std::optional<Error> Feed::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

void Feed::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::shared_ptr<PictureSink> sink;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, stop, [this] { return sink_ != nullptr; });
      sink = sink_;
    }
    if (sink == nullptr) return;
    if (auto shown = show(sink, stop); !shown) {
      const std::lock_guard lock(mutex_);
      failure_ = std::move(shown).error();
      return;
    }
  }
}

Result<void> Feed::show(const std::shared_ptr<PictureSink>& sink, const std::stop_token& stop) {
  RETURN_IF_ERROR(source_->begin());
  std::int64_t slot = clock_.slot_at(Real::now(), format_.fps) + 1;
  bool started = false;
  Real::time_point counted_until{};
  while (wait_until(clock_.time_of(slot, format_.fps), sink.get(), stop)) {
    const Real::time_point taken = clock_.time_of(slot, format_.fps), begun = Real::now();
    const bool room = sink->has_room(taken);
    if (room) {
      ASSIGN_OR_RETURN(const EncodedPicture picture, source_->picture(clock_.at(taken)));
      sink->put(picture, taken);
    }
    const Real::time_point done = Real::now();
    const std::int64_t next = std::max(slot + 1, clock_.slot_at(done, format_.fps));
    if (room && !started) counted_until = begun;
    started = started || room;
    if (started) {
      const std::lock_guard lock(mutex_);
      counts_.sent += room;
      counts_.skipped += next - slot - room;
      counts_.busy_s += between_s(begun, done);
      counts_.watched_s += between_s(counted_until, done);
      counted_until = done;
    }
    slot = next;
  }
  return {};
}

/// False if the sink is no longer the one that watches.
bool Feed::wait_until(Real::time_point time, const PictureSink* sink, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  changed_.wait_until(lock, stop, time, [&] { return sink_.get() != sink; });
  return sink_.get() == sink && !stop.stop_requested();
}

}  // namespace sillage::sim
