// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/messages.h"

#include <algorithm>

#include "base/bytes.h"
#include "wire/sighting.h"

namespace sillage::app {
namespace {

constexpr std::uint32_t kMagic = 0x52474C53;  // "SLGR" in memory order
constexpr std::size_t kIdWidth = 32;
/// The largest release that wire/release.h allows is smaller.
constexpr std::uint32_t kMaxRelease = 64u << 20;

enum class Type : std::uint8_t {
  kStart = 1,
  kSetClock,
  kNewKey,
  kStop,
  kReport,
  kBeat,
  kEyePacket,
  kFloorPacket,
  kReleasePiece,
  kReleaseAnswer,
  kPermit,
  kFrameAge,
};

ByteWriter begin(Type type) {
  ByteWriter out(256);
  out.number(kMagic);
  out.number(static_cast<std::uint8_t>(type));
  return out;
}

bool is(Type type, ByteReader& in) {
  return in.number<std::uint32_t>() == kMagic &&
         in.number<std::uint8_t>() == static_cast<std::uint8_t>(type);
}

void put(ByteWriter& out, const Start::Key& key) {
  for (const unsigned char byte : key) out.number(static_cast<std::uint8_t>(byte));
}

Start::Key take_key(ByteReader& in) {
  Start::Key key;
  for (unsigned char& byte : key) byte = in.number<std::uint8_t>();
  return key;
}

void put(ByteWriter& out, const std::vector<std::uint64_t>& figures) {
  const std::size_t count = std::min(figures.size(), kMaxFigureCount);
  out.number(static_cast<std::uint8_t>(count));
  for (std::size_t i = 0; i < count; ++i) out.number(figures[i]);
}

std::vector<std::uint64_t> take_figures(ByteReader& in) {
  std::vector<std::uint64_t> figures(
      std::min<std::size_t>(in.number<std::uint8_t>(), kMaxFigureCount));
  for (std::uint64_t& figure : figures) figure = in.number<std::uint64_t>();
  return figures;
}

void put(ByteWriter& out, const std::vector<std::byte>& bytes) {
  for (const std::byte byte : bytes) out.number(std::to_integer<std::uint8_t>(byte));
}

std::vector<std::byte> encode(const Start& start) {
  ByteWriter out = begin(Type::kStart);
  out.time(start.clock_offset);
  put(out, start.key);
  put(out, start.older_key);
  out.time(start.key_from.time_since_epoch());
  out.text(start.user, kMaxSecret);
  out.text(start.password, kMaxSecret);
  return std::move(out).take();
}

std::vector<std::byte> encode(const SetClock& set) {
  ByteWriter out = begin(Type::kSetClock);
  out.time(set.offset);
  return std::move(out).take();
}

std::vector<std::byte> encode(const NewKey& renewed) {
  ByteWriter out = begin(Type::kNewKey);
  put(out, renewed.key);
  return std::move(out).take();
}

std::vector<std::byte> encode(const Permit& permit) {
  ByteWriter out = begin(Type::kPermit);
  put(out, permit.token);
  return std::move(out).take();
}

std::vector<std::byte> encode(const FrameAge& age) {
  ByteWriter out = begin(Type::kFrameAge);
  out.time(age.oldest);
  return std::move(out).take();
}

std::vector<std::byte> encode(const Stop&) { return begin(Type::kStop).take(); }

std::vector<std::byte> encode(const Report& report) {
  ByteWriter out = begin(Type::kReport);
  out.number(static_cast<std::uint8_t>(report.room.kind));
  out.text(report.room.camera.value(), kIdWidth);
  out.number(static_cast<std::uint8_t>(report.room.is_up));
  out.number(report.room.restarts);
  out.number(report.room.resident_bytes);
  out.time(report.clock_error);
  put(out, report.room.figures);
  return std::move(out).take();
}

std::vector<std::byte> encode(const Beat& beat) {
  ByteWriter out = begin(Type::kBeat);
  put(out, beat.figures);
  return std::move(out).take();
}

Start take_start(ByteReader& in) {
  Start start;
  start.clock_offset = in.time();
  start.key = take_key(in);
  start.older_key = take_key(in);
  start.key_from = Instant(in.time());
  start.user = in.text(kMaxSecret);
  start.password = in.text(kMaxSecret);
  return start;
}

Report take_report(ByteReader& in) {
  Report report;
  report.room.kind = static_cast<RoomKind>(in.number<std::uint8_t>());
  report.room.camera = CameraId(in.text(kIdWidth));
  report.room.is_up = in.number<std::uint8_t>() != 0;
  report.room.restarts = in.number<std::uint64_t>();
  report.room.resident_bytes = in.number<std::uint64_t>();
  report.clock_error = in.time();
  report.room.figures = take_figures(in);
  return report;
}

std::optional<ControlMessage> take_control(Type type, ByteReader& in) {
  switch (type) {
    case Type::kStart:
      return take_start(in);
    case Type::kSetClock:
      return SetClock{in.time()};
    case Type::kNewKey:
      return NewKey{take_key(in)};
    case Type::kPermit: {
      Permit permit;
      for (std::size_t i = 0; i < Permit::kBytes; ++i) {
        permit.token.push_back(static_cast<std::byte>(in.number<std::uint8_t>()));
      }
      return permit;
    }
    case Type::kFrameAge:
      return FrameAge{in.time()};
    case Type::kStop:
      return Stop{};
    case Type::kReport:
      return take_report(in);
    case Type::kBeat:
      return Beat{take_figures(in)};
    default:
      return std::nullopt;
  }
}

/// Pieces are short enough for a packet; what follows the header is all there is.
std::vector<std::byte> rest(std::span<const std::byte> packet, std::size_t header) {
  if (packet.size() <= header) return {};
  return {packet.begin() + static_cast<std::ptrdiff_t>(header), packet.end()};
}

}  // namespace

std::vector<std::byte> encode(const ControlMessage& message) {
  return std::visit([](const auto& content) { return encode(content); }, message);
}

std::optional<ControlMessage> decode_control(std::span<const std::byte> packet) {
  ByteReader in(packet);
  if (in.number<std::uint32_t>() != kMagic) return std::nullopt;
  const auto type = static_cast<Type>(in.number<std::uint8_t>());
  std::optional<ControlMessage> message = take_control(type, in);
  if (in.failed() || !in.at_end()) return std::nullopt;
  return message;
}

std::vector<std::byte> encode(const EyePacket& packet) {
  ByteWriter out = begin(Type::kEyePacket);
  out.number(packet.epoch);
  out.number(packet.number);
  put(out, packet.message);
  return std::move(out).take();
}

std::optional<EyePacket> decode_eye_packet(std::span<const std::byte> packet) {
  ByteReader in(packet);
  if (!is(Type::kEyePacket, in)) return std::nullopt;
  EyePacket eye{in.number<std::uint32_t>(), in.number<std::uint64_t>(), rest(packet, 17)};
  const bool fits = eye.message.empty() || eye.message.size() == wire::kEyeMessageSize;
  if (in.failed() || !fits) return std::nullopt;
  return eye;
}

std::vector<std::byte> encode(const FloorPacket& packet) {
  ByteWriter out = begin(Type::kFloorPacket);
  out.number(static_cast<std::uint8_t>(packet.begin));
  out.number(packet.epoch);
  out.number(packet.number);
  out.number(packet.heard);
  return std::move(out).take();
}

std::optional<FloorPacket> decode_floor_packet(std::span<const std::byte> packet) {
  ByteReader in(packet);
  if (!is(Type::kFloorPacket, in)) return std::nullopt;
  const FloorPacket floor{in.number<std::uint8_t>() != 0, in.number<std::uint32_t>(),
                          in.number<std::uint64_t>(), in.number<std::uint64_t>()};
  if (in.failed() || !in.at_end()) return std::nullopt;
  return floor;
}

std::vector<std::byte> encode(const ReleasePiece& piece) {
  ByteWriter out = begin(Type::kReleasePiece);
  out.number(piece.number);
  out.number(piece.offset);
  out.number(piece.total);
  put(out, piece.bytes);
  return std::move(out).take();
}

std::optional<ReleasePiece> decode_release_piece(std::span<const std::byte> packet) {
  ByteReader in(packet);
  if (!is(Type::kReleasePiece, in)) return std::nullopt;
  ReleasePiece piece{in.number<std::uint64_t>(), in.number<std::uint32_t>(),
                     in.number<std::uint32_t>(), rest(packet, 21)};
  const std::size_t end = std::size_t{piece.offset} + piece.bytes.size();
  if (in.failed() || end > piece.total || piece.total > kMaxRelease) return std::nullopt;
  return piece;
}

std::vector<std::byte> encode(const ReleaseAnswer& answer) {
  ByteWriter out = begin(Type::kReleaseAnswer);
  out.number(answer.number);
  out.number(static_cast<std::uint8_t>(answer.refused));
  for (const auto& at : {answer.last_bin_start, answer.last_bin_end, answer.last_day}) {
    out.number(static_cast<std::uint8_t>(at.has_value()));
    out.time(at.value_or(Instant{}).time_since_epoch());
  }
  return std::move(out).take();
}

std::optional<ReleaseAnswer> decode_release_answer(std::span<const std::byte> packet) {
  ByteReader in(packet);
  if (!is(Type::kReleaseAnswer, in)) return std::nullopt;
  ReleaseAnswer answer;
  answer.number = in.number<std::uint64_t>();
  answer.refused = in.number<std::uint8_t>() != 0;
  for (auto* at : {&answer.last_bin_start, &answer.last_bin_end, &answer.last_day}) {
    const bool is_known = in.number<std::uint8_t>() != 0;
    const Instant time(in.time());
    if (is_known) *at = time;
  }
  if (in.failed() || !in.at_end()) return std::nullopt;
  return answer;
}

}  // namespace sillage::app
