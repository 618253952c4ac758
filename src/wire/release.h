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
  kVisits = 8,         ///< stays from entry to exit that ended; scope: empty
  kTimedVisits = 9,    ///< of these, with known entry and exit; scope: empty
  kVisitDuration = 10,    ///< timed visits per duration class; scope: empty; extent: from_s, to_s
  kBounces = 11,          ///< timed visits shorter than B; scope: empty
  kCheckoutReached = 12,  ///< timed visits that set foot in a service zone; scope: empty
  kZoneExposed = 13,      ///< timed visits that set foot in the zone; scope: a zone
  kZoneEngagements = 14,  ///< zone visits of at least E during timed visits; scope: a zone
  kFlow = 15,             ///< transitions; way: from, to; without a way: all others
  kPath = 16,             ///< timed visits of a day; way: the zones; without a way: all others
  kFunnel = 17,  ///< timed visits that reached a step; scope: a funnel; extent: step, from 1
  kPassBy = 18,  ///< people; scope: empty
  kGroups = 19,  ///< buying units that came in; scope: empty
  kGroupsOfSeveral = 20,        ///< of these, of two people or more; scope: empty
  kQueueJoined = 21,            ///< people; scope: a queue zone
  kQueueAbandoned = 22,         ///< people; scope: a queue zone
  kQueueWait = 23,              ///< per duration class; scope: a queue zone; extent: from_s, to_s
  kServiceTime = 24,            ///< per duration class; scope: a queue zone; extent: from_s, to_s
  kQueueLengthMean = 25,        ///< people; scope: a queue zone
  kQueueLengthMax = 26,         ///< people; scope: a queue zone
  kShopperAssociateRatio = 27,  ///< shopper-seconds per staff-second; scope: a zone
  kObjections = 28,             ///< people who asked not to be measured; scope: empty
  // By segment, of a day: corrected counts, see floor/privacy. extent: the segment first.
  kSegmentVisits = 29,          ///< timed visits; scope: empty
  kSegmentZoneVisits = 30,      ///< zone visits; scope: a zone
  kSegmentHours = 31,           ///< timed visits by local hour of their end; extent: from_h, to_h
  kSegmentDurations = 32,       ///< timed visits by class; scope: empty; extent: from_s, to_s
  kSegmentDwell = 33,           ///< zone visits by class; scope: a zone; extent: from_s, to_s
  kSegmentPaths = 34,           ///< timed visits; way: the zones; without a way: all others
  kSegmentQueueJoined = 35,     ///< people; scope: a queue zone
  kSegmentQueueAbandoned = 36,  ///< people; scope: a queue zone
};
inline constexpr Metric kLastMetric = Metric::kSegmentQueueAbandoned;

/// How visitors may be perceived. The enum is closed: there is no class for children, origin,
/// health, emotion or anything else. Ages have no class: nothing that we ship can tell them.
enum class Segment : std::uint8_t { kUnknown = 0, kFeminine = 1, kMasculine = 2 };
inline constexpr std::size_t kSegments = 3;
const char* to_string(Segment segment);
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
  std::string scope;               ///< line, zone or funnel id; empty for the whole store
  std::array<double, 4> extent{};  ///< see Metric; zeros where unused
  std::vector<std::string> way;    ///< zone ids in their order, see Metric; at most kMaxWay
  FigureState state = FigureState::kReleased;
  std::optional<double> value;  ///< nothing where withheld or not observed; null is not 0
  std::optional<double> low;    ///< interval that holds the truth if every doubtful event is
  std::optional<double> high;   ///< decided one way or the other; nothing where not estimated
  /// Name shared by the figures of one merged group, empty otherwise ("other", "dwell:2-4"). At
  /// most kMaxGroupSize printable ASCII characters.
  std::string group;
};

/// Order of the figures of a release, and their natural key: metric, scope, extent, way.
bool precedes(const Figure& a, const Figure& b);

/// "shelf>till"; '>' is in no id. Empty for no way.
std::string way_text(const std::vector<std::string>& way);
/// Nothing where it holds something that is no id.
std::optional<std::vector<std::string>> way_from_text(std::string_view text);

enum class ReleaseMode : std::uint8_t { kStandard = 0, kStrict = 1 };

/// What stretch of time a release is of. Both may start at the same moment.
enum class Period : std::uint8_t {
  kBin = 0,
  kDay = 1,  ///< of the store's time zone; of 23, 24 or 25 hours
};
const char* to_string(Period period);

/// What all figures of one release have in common.
struct ReleaseHeader {
  StoreId store;
  Instant bin_start;
  Instant bin_end;
  Period period = Period::kBin;
  ReleaseMode mode = ReleaseMode::kStandard;
  std::uint8_t link_level = 1;  ///< L0 to L3; see docs/glossary.md
  std::uint16_t k = 10;         ///< smallest group that a breakdown shows
  std::uint16_t metric_version = 1;
  double coverage = 0;      ///< share of the bin that was really observed, 0 to 1
  bool evaluation = false;  ///< made from a file, not from a deployed store
  /// What this release costs the privacy of a person-day, in zCDP; 0 in standard mode.
  double rho = 0;
  /// Oldest that anything was when it was wiped, as measured; nothing where not measured.
  std::optional<double> person_age_s;  ///< of a person, since last seen
  std::optional<double> frame_age_s;   ///< of a picture, since captured
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

inline constexpr std::uint8_t kReleaseVersion = 4;
/// Most figures in one release; more is an error on both sides.
inline constexpr std::size_t kMaxFigures = 100'000;
inline constexpr std::size_t kMaxGroupSize = 64;
inline constexpr std::size_t kMaxWay = 7;
inline constexpr std::uint8_t kMaxLinkLevel = 3;

std::vector<std::byte> encode(const Release& release);
/// The same layout from its parts, for tests of the receiving side (a house rule keeps it there).
std::vector<std::byte> encode_parts(const ReleaseHeader& header, std::span<const Figure> figures);
/// Validates everything: version, sizes, enums, ids, finite numbers, coverage in 0 to 1,
/// bin_end > bin_start, a day of at most 26 hours, a privacy cost exactly in strict mode, ages,
/// scope, extent and way as the metric wants them, low <= value <= high, withheld figures without a
/// value, a group exactly where merged, each figure (metric, scope, extent, way) once.
Result<Release> decode_release(std::span<const std::byte> bytes);

}  // namespace sillage::wire
