// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "app/supervisor/figures.h"
#include "base/time.h"

namespace sillage::app {

// Between the supervisor and a room, one packet each. Every field is checked by who receives it.

/// The first packet that a room gets.
struct Start {
  static constexpr std::size_t kKeySize = 32;
  using Key = std::array<unsigned char, kKeySize>;
  Duration clock_offset{};
  Key key{};         ///< an eye's: of clothing codes; the floor's: of the snapshot; else zeros
  Key older_key{};   ///< the floor's: of a snapshot that was sealed before the key was changed
  Instant key_from;  ///< the moment that an eye's key belongs to
  std::string user, password;  ///< of an eye's camera
};
/// The house clock was set.
struct SetClock {
  Duration offset{};
};
/// The floor seals with this key from now on, and forgets the one before.
struct NewKey {
  Start::Key key{};
};
/// To an eye: the gate's leave to decode, as the gate sealed it.
struct Permit {
  static constexpr std::size_t kBytes = 136;
  std::vector<std::byte> token;  ///< of wire/decode_token.h
};
/// To the floor: a picture of an eye was at most so old when it was wiped.
struct FrameAge {
  Duration oldest{};
};
/// Finish what you hold, then end.
struct Stop {};
/// To the desk: how another room is.
struct Report {
  RoomReport room;
  Duration clock_error{};
};
/// From a room: it goes on, and this is how.
struct Beat {
  std::vector<std::uint64_t> figures;
};
using ControlMessage = std::variant<Start, SetClock, NewKey, Permit, Stop, Report, Beat, FrameAge>;

inline constexpr std::size_t kMaxFigureCount = 64;
inline constexpr std::size_t kMaxSecret = 256;  ///< longest user name or password

std::vector<std::byte> encode(const ControlMessage& message);
/// Nothing where it is no such message.
std::optional<ControlMessage> decode_control(std::span<const std::byte> packet);

// Between an eye and the floor.

/// A message of an eye. Numbers grow over all lives of an eye; `epoch` is that of the floor.
struct EyePacket {
  std::uint32_t epoch = 0;
  std::uint64_t number = 0;
  std::vector<std::byte> message;  ///< of the wire; empty: the eye asks where to begin
};
/// The floor has everything up to `number` for good; with `begin`, it needs all that follows.
struct FloorPacket {
  bool begin = false;
  std::uint32_t epoch = 0;
  std::uint64_t number = 0;
  std::uint64_t heard = 0;  ///< taken in, for good or not yet
};
std::vector<std::byte> encode(const EyePacket& packet);
std::optional<EyePacket> decode_eye_packet(std::span<const std::byte> packet);
std::vector<std::byte> encode(const FloorPacket& packet);
std::optional<FloorPacket> decode_floor_packet(std::span<const std::byte> packet);

// Between the floor and the desk.

/// A piece of an encoded release. Empty, of number 0: the floor asks what the desk has.
struct ReleasePiece {
  static constexpr std::size_t kMaxBytes = 30 * 1024;
  std::uint64_t number = 0;  ///< of the release
  std::uint32_t offset = 0;
  std::uint32_t total = 0;
  std::vector<std::byte> bytes;
};
/// The release is on the disk, or was refused for good. Of number 0: the answer to the question.
struct ReleaseAnswer {
  std::uint64_t number = 0;
  bool refused = false;
  std::optional<Instant> last_bin_start{}, last_bin_end{};
  std::optional<Instant> last_day{};  ///< start of the last day
};
std::vector<std::byte> encode(const ReleasePiece& piece);
std::optional<ReleasePiece> decode_release_piece(std::span<const std::byte> packet);
std::vector<std::byte> encode(const ReleaseAnswer& answer);
std::optional<ReleaseAnswer> decode_release_answer(std::span<const std::byte> packet);

}  // namespace sillage::app
