// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/id.h"
#include "eye/ingest/frame_ages.h"
#include "wire/ages.h"

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
  kDark = 8,  ///< the gate does not let it be decoded
};
inline constexpr CameraState kLastCameraState = CameraState::kDark;

/// What a room could close, as bits of its figure kClosed.
enum ClosedBit : std::uint64_t {
  kCallsClosed = 1,
  kFilesClosed = 2,
  kMemoryLocked = 4,
  kNoDumps = 8,
  kNoRights = 16,
  kOwnNamespaces = 32,
};
const char* to_string(CameraState state);

inline constexpr auto& kAgeEdgesS = eye::FrameAges::kEdgesS;
inline constexpr std::size_t kAgeClasses = wire::kAgeClasses;

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
  kClosed,
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
  kClosed,
  kAgeMaxUs,  ///< of what is held about a person, since last seen
  kAgeClass0,
  kEnd = kAgeClass0 + kAgeClasses,
};
enum class DeskFigure : std::size_t {
  kWritten,
  kRefused,
  kFailures,
  kLastBinEnd,
  kProposals,  ///< times that people changed what is set up
  kEnd
};

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

/// A picture of this eye, or what this floor held about somebody, became older than the limit.
bool is_too_old(const RoomReport& room);

/// Text in Prometheus' exposition format; `clock_error_s`: how far the house clock is behind the
/// system's.
std::string metrics_text(const std::vector<RoomReport>& rooms, double clock_error_s);

}  // namespace sillage::app
