// SPDX-License-Identifier: Apache-2.0
#include "wire/release.h"

#include <algorithm>

#include "wire/internal/bytes.h"
#include "wire/internal/release_checks.h"

namespace sillage::wire {
namespace {

using internal::ByteReader;
using internal::ByteWriter;
using internal::kIdWidth;

// Layout: offset, size, content; little-endian, times in microseconds.
//     0   4  magic "SLGR"              then per figure:
//     4   1  version                     0   1  metric
//     5   1  mode                        1   1  state
//     6   1  link level                  2   1  which of value, low, high are there (bits 0 to 2)
//     7   1  evaluation, 0 or 1          3   1  zones of its way, 0 to 7
//     8  32  store, filled with zeros    4   4  zero
//    40   8  bin_start                   8  32  scope, filled with zeros
//    48   8  bin_end                    40  64  group, filled with zeros
//    56   2  k                         104  32  extent
//    58   2  metric version            136  24  value, low, high; zero where not there
//    60   4  number of figures         160  32  of each zone of its way, filled with zeros
//    64   8  coverage
//    72   1  period
//    73   1  which of the ages are there (bits 0 and 1: person, frame)
//    74   6  zero
//    80   8  rho
//    88  16  ages of a person and of a frame, s; zero where not there
constexpr std::uint32_t kMagic = 0x52474C53;  // "SLGR" in memory order
constexpr std::size_t kHeaderSize = 4 + 4 + kIdWidth + 8 + 8 + 2 + 2 + 4 + 8 + 8 + 3 * 8;
constexpr std::size_t kFigureSize = 8 + kIdWidth + kMaxGroupSize + 4 * 8 + 3 * 8;
static_assert(kHeaderSize == 104 && kFigureSize == 160);

void put_header(ByteWriter& out, const ReleaseHeader& header, std::size_t figures) {
  out.number(kMagic);
  out.number(kReleaseVersion);
  out.number(static_cast<std::uint8_t>(header.mode));
  out.number(header.link_level);
  out.number(static_cast<std::uint8_t>(header.evaluation ? 1 : 0));
  out.text(header.store.value(), kIdWidth);
  out.time(header.bin_start.time_since_epoch());
  out.time(header.bin_end.time_since_epoch());
  out.number(header.k);
  out.number(header.metric_version);
  out.number(static_cast<std::uint32_t>(figures));
  out.real(header.coverage);
  out.number(static_cast<std::uint8_t>(header.period));
  const unsigned ages = (header.person_age_s ? 1u : 0u) | (header.frame_age_s ? 2u : 0u);
  out.number(static_cast<std::uint8_t>(ages));
  out.zeros(6);
  out.real(header.rho);
  out.real(header.person_age_s.value_or(0));
  out.real(header.frame_age_s.value_or(0));
}

void put(ByteWriter& out, const Figure& figure) {
  out.number(static_cast<std::uint8_t>(figure.metric));
  out.number(static_cast<std::uint8_t>(figure.state));
  const unsigned present =
      (figure.value ? 1u : 0u) | (figure.low ? 2u : 0u) | (figure.high ? 4u : 0u);
  out.number(static_cast<std::uint8_t>(present));
  out.number(static_cast<std::uint8_t>(std::min<std::size_t>(figure.way.size(), 255)));
  out.zeros(4);
  out.text(figure.scope, kIdWidth);
  out.text(figure.group, kMaxGroupSize);
  for (double edge : figure.extent) out.real(edge);
  out.real(figure.value.value_or(0));
  out.real(figure.low.value_or(0));
  out.real(figure.high.value_or(0));
  for (const std::string& zone : figure.way) out.text(zone, kIdWidth);
}

tl::unexpected<Error> refuse(const std::string& what) {
  return fail(ErrorCode::kDataLoss,
              "refused a release: {}; run floor and desk from the same build and send the release "
              "again",
              what);
}

/// Nothing where the field is absent; sets `valid` false where an absent field is not zero.
std::optional<double> take_optional(ByteReader& in, bool present, bool& valid) {
  const auto bits = in.number<std::uint64_t>();
  if (present) return std::bit_cast<double>(bits);
  valid = valid && bits == 0;
  return std::nullopt;
}

Result<ReleaseHeader> take_header(ByteReader& in, std::uint32_t& figures) {
  ReleaseHeader header;
  header.mode = static_cast<ReleaseMode>(in.number<std::uint8_t>());
  header.link_level = in.number<std::uint8_t>();
  const auto evaluation = in.number<std::uint8_t>();
  header.evaluation = evaluation == 1;
  header.store = StoreId(in.text(kIdWidth));
  header.bin_start = Instant(in.time());
  header.bin_end = Instant(in.time());
  header.k = in.number<std::uint16_t>();
  header.metric_version = in.number<std::uint16_t>();
  figures = in.number<std::uint32_t>();
  header.coverage = in.real();
  header.period = static_cast<Period>(in.number<std::uint8_t>());
  const unsigned ages = in.number<std::uint8_t>();
  in.zeros(6);
  header.rho = in.real();
  bool absent_is_zero = ages <= 3;
  header.person_age_s = take_optional(in, (ages & 1u) != 0, absent_is_zero);
  header.frame_age_s = take_optional(in, (ages & 2u) != 0, absent_is_zero);
  if (in.failed() || !absent_is_zero) return refuse("its unused bytes are not zero");
  if (evaluation > 1) return refuse("its evaluation flag is neither 0 nor 1");
  if (const char* fault = internal::fault_of(header)) return refuse(fault);
  return header;
}

Result<Figure> take_figure(ByteReader& in, ReleaseMode mode, std::uint32_t index) {
  const auto refuse_figure = [index](const char* what) {
    return refuse(fmt::format("figure {} {}", index + 1, what));
  };
  Figure figure;
  figure.metric = static_cast<Metric>(in.number<std::uint8_t>());
  figure.state = static_cast<FigureState>(in.number<std::uint8_t>());
  const unsigned present = in.number<std::uint8_t>();
  const std::size_t zones = in.number<std::uint8_t>();
  if (zones > kMaxWay) return refuse_figure("has a way of too many zones");
  in.zeros(4);
  figure.scope = in.text(kIdWidth);
  figure.group = in.text(kMaxGroupSize);
  for (double& edge : figure.extent) edge = in.real();
  bool absent_is_zero = true;
  figure.value = take_optional(in, (present & 1u) != 0, absent_is_zero);
  figure.low = take_optional(in, (present & 2u) != 0, absent_is_zero);
  figure.high = take_optional(in, (present & 4u) != 0, absent_is_zero);
  for (std::size_t i = 0; i < zones; ++i) figure.way.push_back(in.text(kIdWidth));
  if (in.failed() || !absent_is_zero || present > 7) {
    return refuse_figure("is cut off or has unused bytes that are not zero");
  }
  if (const char* fault = internal::fault_of(figure, mode)) return refuse_figure(fault);
  return figure;
}

}  // namespace

std::vector<std::byte> encode_parts(const ReleaseHeader& header, std::span<const Figure> figures) {
  std::size_t size = kHeaderSize + figures.size() * kFigureSize;
  for (const Figure& figure : figures) size += figure.way.size() * kIdWidth;
  ByteWriter out(size);
  put_header(out, header, figures.size());
  for (const Figure& figure : figures) put(out, figure);
  return std::move(out).take();
}

std::vector<std::byte> encode(const Release& release) {
  return encode_parts(release.header(), release.figures());
}

Result<Release> decode_release(std::span<const std::byte> bytes) {
  if (bytes.size() < kHeaderSize) return refuse("it is cut off");
  ByteReader in(bytes);
  if (in.number<std::uint32_t>() != kMagic) return refuse("it does not start like one");
  if (const int version = in.number<std::uint8_t>(); version != kReleaseVersion) {
    return fail(ErrorCode::kUnsupported,
                "refused a release: its layout has version {}, this desk reads {}; run floor and "
                "desk from the same build",
                version, kReleaseVersion);
  }
  std::uint32_t count = 0;
  ASSIGN_OR_RETURN(ReleaseHeader header, take_header(in, count));
  if (count > kMaxFigures) {
    return refuse(fmt::format("it has {} figures, at most {} are allowed", count, kMaxFigures));
  }
  if (bytes.size() < kHeaderSize + count * kFigureSize) return refuse("its size is wrong");
  std::vector<Figure> figures;
  figures.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    ASSIGN_OR_RETURN(Figure figure, take_figure(in, header.mode, i));
    figures.push_back(std::move(figure));
  }
  if (!in.at_end()) return refuse("its size is wrong");
  if (internal::has_duplicates(figures)) return refuse("a figure appears twice");
  return Release(std::move(header), std::move(figures));
}

}  // namespace sillage::wire
