// SPDX-License-Identifier: Apache-2.0
#include "wire/release.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "wire/internal/bytes.h"

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
//     7   1  evaluation, 0 or 1          3   5  zero
//     8  32  store, filled with zeros    8  32  scope, filled with zeros
//    40   8  bin_start                  40  64  group, filled with zeros
//    48   8  bin_end                   104  32  extent
//    56   2  k                         136  24  value, low, high; zero where not there
//    58   2  metric version
//    60   4  number of figures
//    64   8  coverage
constexpr std::uint32_t kMagic = 0x52474C53;  // "SLGR" in memory order
constexpr std::size_t kHeaderSize = 4 + 4 + kIdWidth + 8 + 8 + 2 + 2 + 4 + 8;
constexpr std::size_t kFigureSize = 8 + kIdWidth + kMaxGroupSize + 4 * 8 + 3 * 8;
static_assert(kHeaderSize == 72 && kFigureSize == 160);

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
}

void put(ByteWriter& out, const Figure& figure) {
  out.number(static_cast<std::uint8_t>(figure.metric));
  out.number(static_cast<std::uint8_t>(figure.state));
  const unsigned present =
      (figure.value ? 1u : 0u) | (figure.low ? 2u : 0u) | (figure.high ? 4u : 0u);
  out.number(static_cast<std::uint8_t>(present));
  out.zeros(5);
  out.text(figure.scope, kIdWidth);
  out.text(figure.group, kMaxGroupSize);
  for (double edge : figure.extent) out.real(edge);
  out.real(figure.value.value_or(0));
  out.real(figure.low.value_or(0));
  out.real(figure.high.value_or(0));
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
  const auto mode = in.number<std::uint8_t>();
  header.link_level = in.number<std::uint8_t>();
  const auto evaluation = in.number<std::uint8_t>();
  header.store = StoreId(in.text(kIdWidth));
  header.bin_start = Instant(in.time());
  header.bin_end = Instant(in.time());
  header.k = in.number<std::uint16_t>();
  header.metric_version = in.number<std::uint16_t>();
  figures = in.number<std::uint32_t>();
  header.coverage = in.real();
  if (in.failed()) return refuse("its unused bytes are not zero");
  if (mode > static_cast<std::uint8_t>(ReleaseMode::kStrict)) return refuse("its mode is unknown");
  header.mode = static_cast<ReleaseMode>(mode);
  if (header.link_level > kMaxLinkLevel) return refuse("its link level is unknown");
  if (evaluation > 1) return refuse("its evaluation flag is neither 0 nor 1");
  header.evaluation = evaluation == 1;
  if (!is_valid_id(header.store.value())) return refuse("its store is not a valid id");
  if (!internal::is_plausible_time(header.bin_start) ||
      !internal::is_plausible_time(header.bin_end)) {
    return refuse("its bin is not within the years 1970 to 2200");
  }
  if (header.bin_end <= header.bin_start) return refuse("its bin ends before it starts");
  if (header.k == 0) return refuse("its k is 0");
  if (header.metric_version == 0) return refuse("its metric version is 0");
  if (!(header.coverage >= 0 && header.coverage <= 1)) {
    return refuse("its coverage is not in 0 to 1");
  }
  return header;
}

/// What is wrong with scope and extent for this metric, or nothing.
const char* fault_of_place(const Figure& figure) {
  const bool no_scope = figure.scope.empty();
  const auto& e = figure.extent;
  const bool no_extent = std::all_of(e.begin(), e.end(), [](double v) { return v == 0; });
  switch (figure.metric) {
    case Metric::kEntries:
    case Metric::kExits:
      return no_extent ? nullptr : "has an extent";
    case Metric::kOccupancyMean:
    case Metric::kOccupancyMax:
      if (!no_scope) return "has a scope";
      return no_extent ? nullptr : "has an extent";
    case Metric::kZoneVisits:
      if (no_scope) return "has no zone";
      return no_extent ? nullptr : "has an extent";
    case Metric::kDwell:
      if (no_scope) return "has no zone";
      return e[0] >= 0 && e[1] > e[0] && e[2] == 0 && e[3] == 0 ? nullptr : "has no duration class";
    case Metric::kHeat:
      if (!no_scope) return "has a scope";
      return e[2] > 0 && e[3] > 0 ? nullptr : "has no cell";
  }
  return "has an unknown metric";
}

/// What is wrong with value, interval and group, or nothing.
const char* fault_of_value(const Figure& figure, ReleaseMode mode) {
  for (const auto& number : {figure.value, figure.low, figure.high}) {
    if (number && !std::isfinite(*number)) return "is not a finite number";
    // Noise may carry a strict figure below 0.
    if (number && *number < 0 && mode == ReleaseMode::kStandard) return "is negative";
  }
  if (figure.low.has_value() != figure.high.has_value()) return "has half an interval";
  if (!figure.value && figure.low) return "has an interval without a value";
  if (figure.low && !(*figure.low <= *figure.value && *figure.value <= *figure.high)) {
    return "lies outside of its interval";
  }
  if (figure.state == FigureState::kWithheld && figure.value) return "is withheld and has a value";
  if ((figure.state == FigureState::kMerged) != !figure.group.empty()) {
    return "has a group and is not merged, or the other way round";
  }
  const bool printable = std::all_of(figure.group.begin(), figure.group.end(),
                                     [](char c) { return c >= ' ' && c <= '~'; });
  return printable ? nullptr : "has a group with unreadable characters";
}

Result<Figure> take_figure(ByteReader& in, ReleaseMode mode, std::uint32_t index) {
  Figure figure;
  figure.metric = static_cast<Metric>(in.number<std::uint8_t>());
  const auto state = in.number<std::uint8_t>();
  figure.state = static_cast<FigureState>(state);
  const unsigned present = in.number<std::uint8_t>();
  in.zeros(5);
  figure.scope = in.text(kIdWidth);
  figure.group = in.text(kMaxGroupSize);
  for (double& edge : figure.extent) edge = in.real();
  bool absent_is_zero = true;
  figure.value = take_optional(in, (present & 1u) != 0, absent_is_zero);
  figure.low = take_optional(in, (present & 2u) != 0, absent_is_zero);
  figure.high = take_optional(in, (present & 4u) != 0, absent_is_zero);

  const auto refuse_figure = [index](const char* what) {
    return refuse(fmt::format("figure {} {}", index + 1, what));
  };
  if (in.failed() || !absent_is_zero || present > 7) {
    return refuse_figure("has unused bytes that are not zero");
  }
  if (state > static_cast<std::uint8_t>(FigureState::kWithheld)) {
    return refuse_figure("has an unknown state");
  }
  if (!figure.scope.empty() && !is_valid_id(figure.scope)) {
    return refuse_figure("has a scope that is not a valid id");
  }
  for (double edge : figure.extent) {
    if (!std::isfinite(edge)) return refuse_figure("has an extent that is not a finite number");
  }
  if (const char* fault = fault_of_place(figure)) return refuse_figure(fault);
  if (const char* fault = fault_of_value(figure, mode)) return refuse_figure(fault);
  return figure;
}

/// The natural key: each figure appears once, so that no two numbers can claim to be the same.
bool has_duplicates(const std::vector<Figure>& figures) {
  std::vector<const Figure*> sorted;
  sorted.reserve(figures.size());
  for (const Figure& figure : figures) sorted.push_back(&figure);
  const auto key = [](const Figure* f) { return std::tie(f->metric, f->scope, f->extent); };
  std::sort(sorted.begin(), sorted.end(),
            [&](const Figure* a, const Figure* b) { return key(a) < key(b); });
  return std::adjacent_find(sorted.begin(), sorted.end(), [&](const Figure* a, const Figure* b) {
           return key(a) == key(b);
         }) != sorted.end();
}

}  // namespace

std::vector<std::byte> encode_parts(const ReleaseHeader& header, std::span<const Figure> figures) {
  ByteWriter out(kHeaderSize + figures.size() * kFigureSize);
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
  if (bytes.size() != kHeaderSize + count * kFigureSize) return refuse("its size is wrong");
  std::vector<Figure> figures;
  figures.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    ASSIGN_OR_RETURN(Figure figure, take_figure(in, header.mode, i));
    figures.push_back(std::move(figure));
  }
  if (has_duplicates(figures)) return refuse("a figure appears twice");
  return Release(std::move(header), std::move(figures));
}

}  // namespace sillage::wire
