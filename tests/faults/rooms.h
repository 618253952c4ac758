// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/supervisor/eye_line.h"
#include "app/supervisor/room_process.h"

namespace sillage::faults {

/// A floor and a desk, started as `sillage run` starts them, and an eye's line for each camera, at
/// whose other end the test stands in for the eye. What dies is started again at once.
class Rooms {
 public:
  /// The house clock shows `now` at the beginning.
  Rooms(const std::string& config, std::vector<std::string> cameras, const std::string& database,
        Instant now);
  ~Rooms();

  app::EyeLine& eye(std::size_t i) { return *eyes_[i]; }
  /// Kills the room as kill -9 does, and waits for its end; false where it was dead already.
  bool kill(app::RoomKind kind);
  /// Hears the rooms, and starts those that are dead.
  void keep_going();
  /// Asks the floor, then the desk, to end; false where one did not within `limit`.
  bool stop(Duration limit);
  /// Of the floor since it was started.
  std::uint64_t count(app::FloorFigure figure) const;
  int starts(app::RoomKind kind) const;

 private:
  app::RoomProcess& room(app::RoomKind kind) {
    return kind == app::RoomKind::kFloor ? floor_ : desk_;
  }
  void hear(app::RoomProcess& room);
  bool end(app::RoomProcess& room, Duration limit);

  app::Descriptor config_, snapshot_;
  app::Start first_;
  std::vector<app::Channel> ends_;  ///< of every line, both, open as long as we are
  std::vector<std::unique_ptr<app::EyeLine>> eyes_;
  app::RoomProcess floor_, desk_;
  bool is_ending_ = false;
};

}  // namespace sillage::faults
