// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

#include "app/supervisor/channel.h"
#include "app/supervisor/figures.h"
#include "app/supervisor/messages.h"
#include "base/time.h"

namespace sillage::app {

/// Pauses between starts of a room that keeps dying: half a second, doubled each time up to half a
/// minute, and forgotten once it has lived for a minute.
class Backoff {
 public:
  void started(Duration now) { started_ = now; }
  /// The moment from which it may be started again.
  Duration after_death(Duration now);

 private:
  Duration started_{};
  Duration pause_{};
};

/// One room as the supervisor sees it.
struct RoomProcess {
  RoomKind kind = RoomKind::kEye;
  CameraId camera;                     ///< of an eye
  std::vector<std::string> arguments;  ///< after "room"
  std::string program = "/proc/self/exe";
  std::vector<int> descriptors;  ///< the room's own, from kFirstDescriptor on; borrowed

  pid_t pid = -1;
  Channel control;  ///< our end
  Duration beaten_at{};
  Duration start_at{};  ///< uptime from which it may be started
  Backoff backoff;
  std::uint64_t starts = 0;
  std::uint64_t permitted_start = 0;  ///< number of the start that has the gate's leave
  bool has_beaten = false;            ///< since it was started
  bool is_wanted = true;
  bool is_too_old = false;  ///< as figures say
  std::vector<std::uint64_t> figures;
  /// As they were when the gate was asked last, and when the floor was told of ages last.
  std::vector<std::uint64_t> judged, told;

  bool is_running() const { return pid > 0; }
  /// "eye door", "floor".
  std::string name() const;
};

/// Starts this program again in the role of the room, with nothing open but its descriptors; it
/// dies with us. `config` is the memory file of the configuration.
Result<void> start(RoomProcess& room, int config, const Start& first);
/// Bytes of memory that the process has; 0 where it is gone.
std::uint64_t resident_bytes(pid_t pid);

}  // namespace sillage::app
