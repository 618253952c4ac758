// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "geometry/point.h"

namespace sillage::wire {

enum class SightingKind : std::uint8_t {
  kObserved = 0,   ///< The detector saw the person in this frame.
  kPredicted = 1,  ///< Hidden for a moment; the position is the tracker's prediction.
  kEnded = 2,      ///< The track is over; position and time are those of its last observation.
};

/// What somebody wears, in at most 64 bits that mean nothing outside their epoch: the projection
/// changes with every epoch, and its key is wiped. Only at link level L3.
struct ClothingCode {
  std::uint32_t epoch = 0;  ///< number of the 15 minutes since 1970; never 0
  std::uint64_t bits = 0;   ///< compared by how many differ, within one epoch only
  auto operator<=>(const ClothingCode&) const = default;
};

/// A printed mark that somebody wears or shows.
enum class Badge : std::uint8_t {
  kNone = 0,
  kStaff = 1,      ///< works here; excluded from what visitors are measured by
  kObjection = 2,  ///< wants not to be measured
};

/// What one look at a body, its head masked, says for a presentation of `Segment`: never a class.
/// Only where a store has switched it on.
struct Evidence {
  /// Log-odds of feminine against masculine, in sixteenths. So coarse that nothing else fits in.
  std::int8_t feminine = 0;
  auto operator<=>(const Evidence&) const = default;
};

/// One person at one moment: where on the floor, which short-lived track, how sure. Never a pixel.
/// Of one track, sightings come in the order of time. A track is confirmed before its first
/// sighting is sent, so the first ones may be up to `kMaxBackfill` older than the last FrameMark.
struct Sighting {
  CameraId camera;
  Instant captured_at;
  TrackId track{};
  SightingKind kind = SightingKind::kObserved;
  Point foot_in_floor;         ///< metres, axes of the store's plan
  Covariance foot_covariance;  ///< square metres
  float score = 0;             ///< posterior that this is a person, 0 to 1
  Badge badge = Badge::kNone;
  std::optional<ClothingCode> code{};  ///< only now and then, and only at L3
  std::optional<Evidence> evidence{};  ///< at most once a second, and only where switched on
};

/// One analysed frame. Sent after the frame's sightings.
struct FrameMark {
  CameraId camera;
  Instant captured_at;
  /// The time that this frame stands for: since the frame before, at most the longest gap that
  /// still counts as observed. Sums to the observed time; the rest is missing coverage.
  Duration observed{};
};

/// No older sighting than this before the last FrameMark of the same camera.
inline constexpr Duration kMaxBackfill = std::chrono::seconds(3);

/// What an eye sends to the floor.
using EyeMessage = std::variant<Sighting, FrameMark>;

/// Version of the layout; a peer with another version is refused.
inline constexpr std::uint8_t kSightingVersion = 3;
/// Every message has this size in bytes (little-endian, fixed layout, no pointers).
inline constexpr std::size_t kEyeMessageSize = 120;

std::vector<std::byte> encode(const EyeMessage& message);
/// Validates everything (version, kind, id, finite numbers, positive semi-definite covariance,
/// score range, times within years 1970 to 2200): the sender is a less trusted room.
Result<EyeMessage> decode_eye_message(std::span<const std::byte> bytes);

}  // namespace sillage::wire
