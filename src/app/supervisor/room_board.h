// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "app/supervisor/messages.h"
#include "desk/serve/live_state.h"

namespace sillage::app {

/// How all rooms are, as the supervisor last told the desk. Thread-safe.
class RoomBoard {
 public:
  void note(const Report& report, Instant now);

  std::string metrics() const;
  desk::LiveState live() const;

 private:
  struct Rate {
    std::uint64_t analysed = 0;
    Instant since;
    std::optional<double> fps;
  };
  /// Those that are told of; a camera that was taken out is not any more.
  std::vector<RoomReport> present() const;

  struct Told {
    RoomReport room;
    Instant at;
  };
  mutable std::mutex mutex_;
  std::vector<Told> rooms_;
  std::map<CameraId, Rate> rates_;
  Duration clock_error_{};
  Instant at_;
};

}  // namespace sillage::app
