// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>

#include "base/time.h"

namespace sillage::eye {

/// An absolute end of waiting, asked by libav (every 100 ms or so) through `interrupt`.
class Deadline {
 public:
  void set(Duration from_now) {
    end_ = std::chrono::steady_clock::now() + from_now;
    passed_ = cancelled_;
  }
  /// True once it was found to be over; stays so until set again.
  bool passed() {
    passed_ = passed_ || cancelled_ || std::chrono::steady_clock::now() >= end_;
    return passed_;
  }
  /// Whether somebody was interrupted because of it, without looking at the clock again.
  bool interrupted() const { return passed_; }
  bool is_cancelled() const { return cancelled_; }
  /// Ends all waiting, now and later. The one call that may come from another thread.
  void cancel() { cancelled_ = true; }

  /// `interrupt_callback` of libav; `opaque` is a Deadline.
  static int interrupt(void* opaque) { return static_cast<Deadline*>(opaque)->passed() ? 1 : 0; }

 private:
  std::chrono::steady_clock::time_point end_ = std::chrono::steady_clock::time_point::max();
  bool passed_ = false;
  std::atomic<bool> cancelled_ = false;
};

}  // namespace sillage::eye
