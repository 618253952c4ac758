// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/figures.h"

namespace sillage::app {

const char* to_string(RoomKind kind) {
  switch (kind) {
    case RoomKind::kEye:
      return "eye";
    case RoomKind::kFloor:
      return "floor";
    case RoomKind::kDesk:
      return "desk";
  }
  return "unknown";
}

const char* to_string(CameraState state) {
  switch (state) {
    case CameraState::kConnecting:
      return "connecting";
    case CameraState::kWatching:
      return "watching";
    case CameraState::kOffline:
      return "offline";
    case CameraState::kFrozen:
      return "frozen";
    case CameraState::kBlack:
      return "black";
    case CameraState::kBlocked:
      return "blocked";
    case CameraState::kDefocused:
      return "defocused";
    case CameraState::kMoved:
      return "moved";
  }
  return "unknown";
}

}  // namespace sillage::app
