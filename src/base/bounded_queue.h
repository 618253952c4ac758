// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace sillage {

/// What a full queue does with one more item.
enum class Overflow {
  kBlock,       ///< The producer waits: nothing is lost (files).
  kDropOldest,  ///< The oldest item makes room and is counted (live cameras).
};

/// A queue between two threads with a stated maximum. Thread-safe.
/// `finish()`: no more items will come, the consumer drains what is there.
/// `cancel()`: everything stops at once, what is queued is dropped.
template <class T>
class BoundedQueue {
 public:
  BoundedQueue(std::size_t capacity, Overflow overflow)
      : capacity_(capacity == 0 ? 1 : capacity), overflow_(overflow) {}

  /// False once finished or cancelled: the item was not taken.
  bool push(T item) {
    std::unique_lock lock(mutex_);
    if (overflow_ == Overflow::kBlock) {
      room_.wait(lock, [&] { return closed_ || items_.size() < capacity_; });
    }
    if (closed_) return false;
    if (items_.size() >= capacity_) {
      items_.pop_front();
      ++dropped_;
    }
    items_.push_back(std::move(item));
    filled_.notify_one();
    return true;
  }

  /// The oldest item; waits for one. Nothing once drained after `finish()`, or cancelled.
  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [&] { return closed_ || !items_.empty(); });
    if (items_.empty()) return std::nullopt;
    T item = std::move(items_.front());
    items_.pop_front();
    room_.notify_one();
    return item;
  }

  void finish() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    filled_.notify_all();
    room_.notify_all();
  }

  void cancel() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    items_.clear();
    filled_.notify_all();
    room_.notify_all();
  }

  /// Items that `kDropOldest` has dropped so far.
  std::uint64_t dropped() const {
    const std::lock_guard lock(mutex_);
    return dropped_;
  }

 private:
  const std::size_t capacity_;
  const Overflow overflow_;
  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::condition_variable room_;
  std::deque<T> items_;
  std::uint64_t dropped_ = 0;
  bool closed_ = false;
};

}  // namespace sillage
