// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include "base/time.h"

namespace sillage::eye {

/// An absolute end of waiting, asked by libav (every 100 ms or so) through `interrupt`.
class Deadline {
 public:
  void set(Duration from_now) {
    end_ = std::chrono::steady_clock::now() + from_now;
    passed_ = false;
  }
  /// True once it was found to be over; stays so until set again.
  bool passed() {
    passed_ = passed_ || std::chrono::steady_clock::now() >= end_;
    return passed_;
  }
  /// Whether somebody was interrupted because of it, without looking at the clock again.
  bool interrupted() const { return passed_; }

  /// `interrupt_callback` of libav; `opaque` is a Deadline.
  static int interrupt(void* opaque) { return static_cast<Deadline*>(opaque)->passed() ? 1 : 0; }

 private:
  std::chrono::steady_clock::time_point end_ = std::chrono::steady_clock::time_point::max();
  bool passed_ = false;
};

}  // namespace sillage::eye
