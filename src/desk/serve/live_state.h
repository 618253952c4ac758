// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"

namespace sillage::desk {

struct CameraHealth {
  CameraId camera;
  /// ok, connecting, offline, frozen, black, blocked, moved, defocused or unknown.
  std::string state = "unknown";
  std::optional<Instant> since;
  std::optional<double> analysed_fps;
};

/// What is so right now: counts, and how the cameras are. No person.
struct LiveState {
  std::optional<Instant> at;  ///< nothing: no floor is connected
  std::optional<int> inside;
  std::optional<int> entries_today;
  struct Queue {
    ZoneId zone;
    std::optional<int> length;
  };
  std::vector<Queue> queues;
  std::vector<CameraHealth> cameras;
  std::optional<std::string> set_up_problem;  ///< why what people set up last is not in force
};

}  // namespace sillage::desk
