// SPDX-License-Identifier: Apache-2.0
#include "wire/sighting.h"

#include <cmath>
#include <optional>

#include "wire/internal/bytes.h"

namespace sillage::wire {
namespace {

using internal::ByteReader;
using internal::ByteWriter;
using internal::kIdWidth;

// Layout: offset, size, content; little-endian, times in microseconds.
//     0   4  magic "SLGE"
//     4   1  version
//     5   1  type
//     6   2  zero
//     8  32  camera, filled up with zeros
//    40   8  captured_at
//   Sighting                              FrameMark
//    48   8  track                         48   8  observed
//    56  16  foot x, y                     56  64  zero
//    72  24  covariance xx, xy, yy
//    96   4  score
//   100   1  kind
//   101   1  badge
//   102   1  1 where there is evidence, else 0
//   103   1  evidence: log-odds of feminine, sixteenths; else 0
//   104   4  epoch of the code, 0 = no code
//   108   8  bits of the code
//   116   4  zero
constexpr std::uint32_t kMagic = 0x45474C53;  // "SLGE" in memory order
constexpr std::size_t kHeaderSize = 4 + 1 + 1 + 2 + kIdWidth + 8;
constexpr std::size_t kSightingSize = kHeaderSize + 8 + 2 * 8 + 3 * 8 + 4 + 1 + 1 + 2 + 4 + 8;
constexpr std::size_t kFrameMarkSize = kHeaderSize + 8;
static_assert(kSightingSize <= kEyeMessageSize && kFrameMarkSize <= kEyeMessageSize);

enum class Type : std::uint8_t { kSighting = 1, kFrameMark = 2 };

/// A frame stands for at most this long; no camera that works is slower.
constexpr Duration kMaxObserved = std::chrono::hours(1);

void put_header(ByteWriter& out, Type type, const CameraId& camera, Instant captured_at) {
  out.number(kMagic);
  out.number(kSightingVersion);
  out.number(static_cast<std::uint8_t>(type));
  out.zeros(2);
  out.text(camera.value(), kIdWidth);
  out.time(captured_at.time_since_epoch());
}

void put(ByteWriter& out, const Sighting& sighting) {
  put_header(out, Type::kSighting, sighting.camera, sighting.captured_at);
  out.number(static_cast<std::uint64_t>(sighting.track));
  out.real(sighting.foot_in_floor.x);
  out.real(sighting.foot_in_floor.y);
  out.real(sighting.foot_covariance.xx);
  out.real(sighting.foot_covariance.xy);
  out.real(sighting.foot_covariance.yy);
  out.real32(sighting.score);
  out.number(static_cast<std::uint8_t>(sighting.kind));
  out.number(static_cast<std::uint8_t>(sighting.badge));
  out.number(static_cast<std::uint8_t>(sighting.evidence.has_value()));
  out.number(static_cast<std::uint8_t>(sighting.evidence.value_or(Evidence{}).feminine));
  out.number(sighting.code ? sighting.code->epoch : std::uint32_t{0});
  out.number(sighting.code ? sighting.code->bits : std::uint64_t{0});
  out.zeros(kEyeMessageSize - kSightingSize);
}

void put(ByteWriter& out, const FrameMark& mark) {
  put_header(out, Type::kFrameMark, mark.camera, mark.captured_at);
  out.time(mark.observed);
  out.zeros(kEyeMessageSize - kFrameMarkSize);
}

tl::unexpected<Error> refuse(const char* what) {
  return fail(
      ErrorCode::kDataLoss,
      "refused a message from an eye: {}; run eye and floor from the same build and restart "
      "the eye",
      what);
}

bool is_covariance(const Covariance& c) {
  if (!std::isfinite(c.xx) || !std::isfinite(c.xy) || !std::isfinite(c.yy)) return false;
  if (c.xx < 0 || c.yy < 0) return false;
  // The tolerance covers the rounding of a covariance that is exactly singular.
  constexpr double kRounding = 1 + 1e-9;
  return std::abs(c.xy) <= std::sqrt(c.xx) * std::sqrt(c.yy) * kRounding;
}

Result<EyeMessage> take_sighting(ByteReader& in, CameraId camera, Instant captured_at) {
  Sighting sighting;
  sighting.camera = std::move(camera);
  sighting.captured_at = captured_at;
  sighting.track = TrackId{in.number<std::uint64_t>()};
  sighting.foot_in_floor.x = in.real();
  sighting.foot_in_floor.y = in.real();
  sighting.foot_covariance.xx = in.real();
  sighting.foot_covariance.xy = in.real();
  sighting.foot_covariance.yy = in.real();
  sighting.score = in.real32();
  const auto kind = in.number<std::uint8_t>();
  const auto badge = in.number<std::uint8_t>();
  const auto has_evidence = in.number<std::uint8_t>();
  const auto feminine = static_cast<std::int8_t>(in.number<std::uint8_t>());
  const auto epoch = in.number<std::uint32_t>();
  const auto bits = in.number<std::uint64_t>();
  in.zeros(kEyeMessageSize - kSightingSize);
  if (in.failed()) return refuse("its unused bytes are not zero");
  if (sighting.track == TrackId{}) return refuse("its track is 0");
  if (!is_finite(sighting.foot_in_floor)) return refuse("its position is not a finite number");
  if (!is_covariance(sighting.foot_covariance)) return refuse("its covariance is not one");
  if (!(sighting.score >= 0 && sighting.score <= 1)) return refuse("its score is not in 0 to 1");
  if (kind > static_cast<std::uint8_t>(SightingKind::kEnded)) return refuse("its kind is unknown");
  if (badge > static_cast<std::uint8_t>(Badge::kObjection)) return refuse("its badge is unknown");
  if (has_evidence > 1 || (has_evidence == 0 && feminine != 0)) {
    return refuse("its evidence is neither there nor left out");
  }
  if (epoch == 0 && bits != 0) return refuse("its clothing code has no epoch");
  sighting.kind = static_cast<SightingKind>(kind);
  sighting.badge = static_cast<Badge>(badge);
  if (epoch != 0) sighting.code = ClothingCode{epoch, bits};
  if (has_evidence == 1) sighting.evidence = Evidence{feminine};
  return sighting;
}

Result<EyeMessage> take_frame_mark(ByteReader& in, CameraId camera, Instant captured_at) {
  FrameMark mark{std::move(camera), captured_at, in.time()};
  in.zeros(kEyeMessageSize - kFrameMarkSize);
  if (in.failed()) return refuse("its unused bytes are not zero");
  if (mark.observed < Duration::zero() || mark.observed > kMaxObserved) {
    return refuse("its observed time is not within 0 s to 1 h");
  }
  return mark;
}

}  // namespace

std::vector<std::byte> encode(const EyeMessage& message) {
  ByteWriter out(kEyeMessageSize);
  std::visit([&out](const auto& content) { put(out, content); }, message);
  return std::move(out).take();
}

Result<EyeMessage> decode_eye_message(std::span<const std::byte> bytes) {
  if (bytes.size() != kEyeMessageSize) return refuse("its size is wrong");
  ByteReader in(bytes);
  if (in.number<std::uint32_t>() != kMagic) return refuse("it does not start like one");
  if (const int version = in.number<std::uint8_t>(); version != kSightingVersion) {
    return fail(ErrorCode::kUnsupported,
                "refused a message from an eye: its layout has version {}, this floor reads {}; "
                "run eye and floor from the same build",
                version, kSightingVersion);
  }
  const auto type = static_cast<Type>(in.number<std::uint8_t>());
  in.zeros(2);
  CameraId camera(in.text(kIdWidth));
  const Instant captured_at(in.time());
  if (in.failed()) return refuse("its unused bytes are not zero");
  if (!is_valid_id(camera.value())) return refuse("its camera is not a valid id");
  if (!internal::is_plausible_time(captured_at)) {
    return refuse("its time is not within the years 1970 to 2200");
  }
  switch (type) {
    case Type::kSighting:
      return take_sighting(in, std::move(camera), captured_at);
    case Type::kFrameMark:
      return take_frame_mark(in, std::move(camera), captured_at);
  }
  return refuse("its type is unknown");
}

}  // namespace sillage::wire
