// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace sillage::app {

/// A progress bar on stderr with rate and time left. Shown only on a terminal, only for work longer
/// than two seconds, redrawn at most ten times a second; erased at the end.
class Progress {
 public:
  /// `total` in units, nothing where unknown; `unit` in the plural ("frames").
  Progress(std::string title, std::optional<std::int64_t> total, std::string unit);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void set(std::int64_t done);

  /// The line without control characters; `elapsed_s` since the start. For tests.
  static std::string line(const std::string& title, std::int64_t done,
                          std::optional<std::int64_t> total, const std::string& unit,
                          double elapsed_s);

 private:
  using SteadyClock = std::chrono::steady_clock;
  std::string title_;
  std::optional<std::int64_t> total_;
  std::string unit_;
  bool terminal_ = false;
  bool drawn_ = false;
  SteadyClock::time_point start_ = SteadyClock::now();
  SteadyClock::time_point last_drawn_{};
};

}  // namespace sillage::app
