// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

#include <time.h>

#include "base/time.h"

namespace sillage::app {

/// The time that all rooms of a run share. It runs evenly, whatever is done to the system's clock;
/// the supervisor decides when it follows that one, and tells the rooms the same offset.
class HouseClock final : public Clock {
 public:
  explicit HouseClock(Duration offset) : offset_(offset.count()) {}

  Instant now() const override { return Instant(uptime() + Duration(offset_.load())); }
  void set(Duration offset) { offset_ = offset.count(); }
  Duration offset() const { return Duration(offset_.load()); }

  /// Since the machine started, sleep included; nobody can set it.
  static Duration uptime() {
    timespec at{};
    ::clock_gettime(CLOCK_BOOTTIME, &at);
    return std::chrono::seconds(at.tv_sec) +
           std::chrono::duration_cast<Duration>(std::chrono::nanoseconds(at.tv_nsec));
  }
  /// What makes the house clock show the system's time.
  static Duration offset_of_system() { return SystemClock().now().time_since_epoch() - uptime(); }

 private:
  std::atomic<Duration::rep> offset_;
};

}  // namespace sillage::app
