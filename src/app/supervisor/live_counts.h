// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <span>

#include "desk/serve/live_state.h"
#include "desk/store/calendar.h"
#include "wire/release.h"

namespace sillage::app {

/// What is known of right now: the newest release. Nothing finer than a bin leaves the floor, not even a
/// count: two of them a second apart would tell of one person. Thread-safe.
class LiveCounts {
 public:
  explicit LiveCounts(desk::Calendar calendar) : calendar_(calendar) {}

  /// Releases may come late and twice.
  void note(const wire::ReleaseHeader& header, std::span<const wire::Figure> figures);
  /// Inside, entries of the local day, queues; nothing where the newest bin is of before the last two.
  void put(desk::LiveState& live, Instant now) const;

 private:
  struct Bin {
    Instant end;
    std::optional<double> inside, entries;
    std::map<ZoneId, std::optional<double>> queues;
  };
  desk::Calendar calendar_;
  mutable std::mutex mutex_;
  std::map<Instant, Bin> bins_;  ///< by start; of the newest bin's local day
};

}  // namespace sillage::app
