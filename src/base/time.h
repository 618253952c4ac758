// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"

namespace sillage {

using Duration = std::chrono::microseconds;
/// A point of UTC time, in microseconds. A recording whose start is unknown begins at the epoch.
using Instant = std::chrono::sys_time<Duration>;

/// Real seconds of a duration.
constexpr double seconds(Duration duration) {
  return std::chrono::duration<double>(duration).count();
}
/// The duration nearest to that many real seconds.
constexpr Duration from_seconds(double value) {
  return Duration(static_cast<Duration::rep>(value * 1e6 + (value < 0 ? -0.5 : 0.5)));
}

/// "2026-11-23T09:00:00Z", with ".123456" only when there is a fraction.
std::string to_iso8601(Instant instant);
/// Reads "2026-11-23T09:00:00[.fff](Z|+hh:mm|-hh:mm)".
Result<Instant> parse_iso8601(std::string_view text);

/// Where the present comes from, so that tests can set it.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override {
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  }
};

/// A clock that stands still until it is moved.
class SimulatedClock final : public Clock {
 public:
  explicit SimulatedClock(Instant start) : now_(start) {}
  Instant now() const override { return now_; }
  void advance(Duration by) { now_ += by; }

 private:
  Instant now_;
};

}  // namespace sillage
