// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "config/store_config.h"

namespace sillage::desk {

struct CameraFound {
  bool ok = false;
  std::optional<std::string> codec;
  std::optional<int> width, height;
  std::optional<double> fps;
  std::optional<std::string> advice;  ///< what to do; nothing where all is well
};

struct WalkCounts {
  struct Line {
    LineId id;
    std::int64_t entries = 0, exits = 0;
  };
  struct Zone {
    ZoneId id;
    std::int64_t visits = 0;
  };
  std::vector<Line> lines;
  std::vector<Zone> zones;
};

/// What set-up needs of other rooms, which the desk does not know; the app connects them. A function
/// that is not set makes its operation answer that this server cannot do it (501). They may take
/// seconds; one runs at a time. `source` may hold user and password; errors must not.
struct SetupTools {
  std::function<Result<CameraFound>(const std::string& source)> test_camera;
  /// A PNG of the empty scene; kConflict where somebody is on it all the time.
  std::function<Result<std::string>(const std::string& source)> take_plate;
  /// What would be counted of a person who walks that way over the lines and zones of the store.
  std::function<Result<WalkCounts>(const config::StoreConfig& store,
                                   const std::vector<Point>& route)>
      walk;
};

}  // namespace sillage::desk
