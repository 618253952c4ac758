// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

namespace sillage::floor {
class PrivacyDoor;
}

namespace sillage::wire {

/// What a figure measures. Definitions and units: docs/reference/metrics.md. The enum is closed;
/// numbers are part of the layout and never reused.
enum class Metric : std::uint8_t {
  kEntries = 1,        ///< people; scope: a line, or empty for the store
  kExits = 2,          ///< people; scope: a line, or empty for the store
  kOccupancyMean = 3,  ///< people present, mean over the observed time; scope: empty
  kOccupancyMax = 4,   ///< people present, maximum; scope: empty
  kZoneVisits = 5,     ///< stays of at least T; scope: a zone
  kDwell = 6,          ///< stays per duration class; scope: a zone; extent: from_s, to_s
  kHeat = 7,           ///< person-seconds per m2; extent: x_m, y_m, width_m, height_m; scope: empty
};
const char* to_string(Metric metric);
std::optional<Metric> metric_from_string(std::string_view name);

enum class FigureState : std::uint8_t {
  kReleased = 0,  ///< as measured
  kMerged = 1,    ///< shared with neighbours: the value is that of the whole merged group
  kWithheld = 2,  ///< fewer than k people and nothing to merge with: no value
};
const char* to_string(FigureState state);

/// One number, or the reason why there is none.
struct Figure {
  Metric metric{};
  std::string scope;               ///< line or zone id; empty for the whole store
  std::array<double, 4> extent{};  ///< see Metric; zeros where unused
  FigureState state = FigureState::kReleased;
  std::optional<double> value;  ///< nothing where withheld or not observed; null is not 0
  std::optional<double> low;    ///< interval that holds the truth if every doubtful event is
  std::optional<double> high;   ///< decided one way or the other; nothing where not estimated
  /// Name shared by the figures of one merged group, empty otherwise ("other", "dwell:2-4"). At
  /// most kMaxGroupSize printable ASCII characters.
  std::string group;
};

enum class ReleaseMode : std::uint8_t { kStandard = 0, kStrict = 1 };

/// What all figures of one release have in common.
struct ReleaseHeader {
  StoreId store;
  Instant bin_start;
  Instant bin_end;
  ReleaseMode mode = ReleaseMode::kStandard;
  std::uint8_t link_level = 1;  ///< L0 to L3; see docs/glossary.md
  std::uint16_t k = 10;         ///< smallest group that a breakdown shows
  std::uint16_t metric_version = 1;
  double coverage = 0;      ///< share of the bin that was really observed, 0 to 1
  bool evaluation = false;  ///< made from a file, not from a deployed store
};

/// The numbers of one bin, as they leave the floor. Only floor/privacy constructs one; the desk
/// can only receive one (decode_release).
class Release {
 public:
  const ReleaseHeader& header() const { return header_; }
  const std::vector<Figure>& figures() const { return figures_; }

 private:
  friend class ::sillage::floor::PrivacyDoor;
  friend Result<Release> decode_release(std::span<const std::byte> bytes);
  Release(ReleaseHeader header, std::vector<Figure> figures)
      : header_(std::move(header)), figures_(std::move(figures)) {}

  ReleaseHeader header_;
  std::vector<Figure> figures_;
};

inline constexpr std::uint8_t kReleaseVersion = 1;
/// Most figures in one release; more is an error on both sides.
inline constexpr std::size_t kMaxFigures = 100'000;
inline constexpr std::size_t kMaxGroupSize = 64;
inline constexpr std::uint8_t kMaxLinkLevel = 3;

std::vector<std::byte> encode(const Release& release);
/// The same layout from its parts, for tests of the receiving side (a house rule keeps it there).
std::vector<std::byte> encode_parts(const ReleaseHeader& header, std::span<const Figure> figures);
/// Validates everything: version, sizes, enums, ids, finite numbers, coverage in 0 to 1,
/// bin_end > bin_start, scope and extent as the metric wants them, low <= value <= high, withheld
/// figures without a value, a group exactly where merged, each figure (metric, scope, extent) once.
Result<Release> decode_release(std::span<const std::byte> bytes);

}  // namespace sillage::wire
