// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/id.h"

namespace sillage::app {

enum class RoomKind : std::uint8_t { kEye = 1, kFloor = 2, kDesk = 3 };
const char* to_string(RoomKind kind);

/// How a camera is.
enum class CameraState : std::uint8_t {
  kConnecting = 0,
  kWatching = 1,
  kOffline = 2,
  kFrozen = 3,
  kBlack = 4,
  kBlocked = 5,
  kDefocused = 6,
  kMoved = 7,
};
inline constexpr CameraState kLastCameraState = CameraState::kMoved;
const char* to_string(CameraState state);

/// Upper ends of the classes of a frame's age when it is wiped; the last class is open.
inline constexpr std::array<double, 11> kAgeEdgesS{0.05, 0.1, 0.15, 0.2, 0.25, 0.3,
                                                   0.4,  0.5, 1.0,  1.5, 2.0};
inline constexpr std::size_t kAgeClasses = kAgeEdgesS.size() + 1;

/// What an eye tells of itself: numbers of frames and times, nothing of what is in them. Counted
/// since the process started; the age classes end the list.
enum class EyeFigure : std::size_t {
  kState,
  kStateSince,  ///< microseconds of UTC
  kNight,       ///< 1 while the picture has no colour
  kRead,
  kAnalysed,
  kThinned,
  kDropped,
  kQuiet,
  kCorrupt,
  kSizeChanges,
  kConnections,
  kFailures,
  kBlindUs,
  kSent,
  kLost,
  kWaiting,
  kDecodeUs,
  kDetectUs,
  kTrackUs,
  kRateMilli,  ///< frames analysed per 1000 s that the budget allows now
  kAgeMaxUs,
  kAgeSumUs,
  kAgeClass0,
  kEnd = kAgeClass0 + kAgeClasses,
};
enum class FloorFigure : std::size_t {
  kFrames,
  kSightings,
  kRefused,
  kRejected,
  kReleased,
  kUnacknowledged,
  kSnapshots,
  kSnapshotBytes,
  kSnapshotFailures,
  kRestored,
  kEnd,
};
enum class DeskFigure : std::size_t { kWritten, kRefused, kFailures, kLastBinEnd, kEnd };

/// What is known of a room, for the metrics and for people.
struct RoomReport {
  RoomKind kind = RoomKind::kEye;
  CameraId camera;  ///< of an eye
  bool is_up = false;
  std::uint64_t restarts = 0;
  std::uint64_t resident_bytes = 0;
  std::vector<std::uint64_t> figures;  ///< by the enum of its kind

  template <class Figure>
  std::uint64_t get(Figure figure) const {
    const auto index = static_cast<std::size_t>(figure);
    return index < figures.size() ? figures[index] : 0;
  }
};

/// Text in Prometheus' exposition format; `clock_error_s`: how far the house clock is behind the
/// system's.
std::string metrics_text(const std::vector<RoomReport>& rooms, double clock_error_s);
/// The same for the dashboard.
std::string rooms_json(const std::vector<RoomReport>& rooms);

}  // namespace sillage::app
