// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "geometry/point.h"
#include "wire/release.h"

namespace sillage::floor {

/// Of the definitions in docs/reference/metrics.md. Figures of different versions must not be
/// compared.
inline constexpr std::uint16_t kMetricVersion = 4;

/// A count and what could have gone wrong with it: the truth lies in [count - doubtful,
/// count + missed] if every doubtful event is decided the other way.
struct EventCount {
  std::int64_t count = 0;
  std::int64_t doubtful = 0;  ///< counted although weakly supported
  std::int64_t missed = 0;    ///< not counted although nearly supported
};

/// Upper edges of the duration classes, in seconds: 5 * 2^(i/2) up to 4 hours and more. A public,
/// fixed, log-spaced grid; class i holds durations in [edge(i), edge(i + 1)).
inline constexpr int kDwellClasses = 24;
double dwell_edge_s(int i);
/// Class of a duration; durations below the first edge belong to class 0.
int dwell_class(double stay_s);

/// In how many zones, and on how many ways between zones, a stay counts.
inline constexpr std::size_t kMostStayZones = 8;
inline constexpr std::size_t kMostStayFlows = 8;

/// What strict releases are made of: from one door to the next, a body counts once per stay, in the
/// first bin, under each number and in at most so many zones, however often its identity changes.
struct StayTally {
  std::int64_t visits = 0;
  std::int64_t bounces = 0;
  std::int64_t reached_service = 0;
  std::array<std::int64_t, kDwellClasses> durations{};  ///< completed
};

struct LineTally {
  EventCount entries;
  EventCount exits;
  std::int64_t entering_people = 0;  ///< distinct bodies behind the entries
  std::int64_t exiting_people = 0;
  std::int64_t entering_stays = 0;  ///< see StayTally
  std::int64_t exiting_stays = 0;
};

struct ZoneTally {
  std::int64_t visits = 0;
  std::int64_t doubtful = 0;
  std::int64_t people = 0;  ///< distinct bodies behind the visits
  /// Of these, those counted here in no earlier bin: over several bins they are different people.
  std::int64_t newcomers = 0;
  std::array<std::int64_t, kDwellClasses> stays{};  ///< see StayTally; by the longest time here
  /// Completed stays per class, and stays cut off (edge of view, end of data) per class in which
  /// they were last seen.
  std::array<std::int64_t, kDwellClasses> completed{};
  std::array<std::int64_t, kDwellClasses> censored{};
  /// Distinct bodies per class (completed or censored).
  std::array<std::int64_t, kDwellClasses> class_people{};
};

/// Side of the finest heat cell.
inline constexpr double kHeatCellM = 0.5;
/// Heat cells are held on several levels (0.5, 1, 2, ... 32 m) so that distinct people are counted
/// right on each.
inline constexpr int kHeatLevels = 7;

/// Durations of one kind, by class; classes as for dwell.
struct DurationTally {
  std::array<std::int64_t, kDwellClasses> completed{};
  std::array<std::int64_t, kDwellClasses> censored{};      ///< lasted at least this long
  std::array<std::int64_t, kDwellClasses> class_people{};  ///< distinct bodies per class
  std::int64_t people = 0;                                 ///< distinct bodies behind all of them
};

/// A count that may hold parts of events: where hand-over abstains, an event counts by its
/// probability, to a thousandth.
struct FractionalCount {
  std::int64_t thousandths = 0;
  double value() const { return static_cast<double>(thousandths) / 1000; }
};

/// Visits (stays from entry to exit) that ended in the bin.
struct VisitTally {
  EventCount visits;
  std::int64_t people = 0;  ///< distinct bodies behind them
  /// Of those whose entry and exit are the same identity's; the others are no part of it.
  DurationTally duration;
  std::int64_t timed = 0;    ///< visits in `duration`
  std::int64_t bounces = 0;  ///< of these, shorter than B
  std::int64_t bouncing_people = 0;
  std::int64_t reached_service = 0;  ///< of the timed visits: set foot in a zone of type service
  std::int64_t reaching_people = 0;
};

/// Of the timed visits that ended in the bin, by zone.
struct ReachTally {
  std::int64_t exposed = 0;  ///< visits that set foot in the zone
  std::int64_t exposed_people = 0;
  std::int64_t engaged = 0;  ///< zone visits of at least E during them
  std::int64_t engaged_people = 0;
};

/// Transitions from a zone visit to the next one of the same visit, by when the latter began.
struct FlowTally {
  FractionalCount count;
  std::int64_t people = 0;
  std::int64_t stays = 0;  ///< see StayTally
};

/// Timed visits with this path, by the bin in which they ended.
struct PathTally {
  std::int64_t visits = 0;
  std::int64_t people = 0;
};
inline constexpr std::size_t kMaxPathZones = 7;

/// Timed visits that reached each step of a funnel, by the bin in which they ended.
struct FunnelTally {
  std::vector<std::int64_t> reached;  ///< by step, falling
  std::vector<std::int64_t> people;
};

/// A waiting zone (type checkout_queue) and the service zone that it leads to.
struct QueueTally {
  std::int64_t joined = 0;
  std::int64_t joining_people = 0;
  std::int64_t abandoned = 0;  ///< left without having reached the service
  std::int64_t abandoning_people = 0;
  DurationTally wait;         ///< joining to first second at the service, by its end
  DurationTally service;      ///< at the service, by its end
  std::int64_t person_s = 0;  ///< sum of the length over the samples, one a second
  std::int64_t samples = 0;
  std::int64_t length_max = 0;
};

/// Buying units whose first member came in during the bin.
struct GroupTally {
  std::int64_t units = 0;
  std::int64_t units_of_several = 0;
  std::int64_t people_in_several = 0;
};

struct PassByTally {
  std::int64_t people = 0;  ///< left a frontage zone for good without having come in
};

/// Seconds spent in a zone by visitors, and by all staff together.
struct PresenceTally {
  std::int64_t shopper_s = 0;
  std::int64_t shoppers = 0;  ///< distinct bodies
  std::int64_t staff_s = 0;
  std::int64_t staff = 0;  ///< distinct bodies
};

/// Zones that may share a figure.
struct ZoneGroupTally {
  std::vector<ZoneId> zones;
  std::int64_t visits = 0;
  std::int64_t people = 0;  ///< distinct bodies behind the visits of all of them
};

struct HeatCell {
  double person_s = 0;
  std::int64_t people = 0;  ///< distinct bodies that set foot in the cell
};
/// Index of a cell on its level: floor(x / side), floor(y / side).
struct CellIndex {
  std::int32_t x = 0;
  std::int32_t y = 0;
  auto operator<=>(const CellIndex&) const = default;
};

/// Bodies by segment, as cameras have answered; each counts once per stay (see StayTally).
using SegmentCounts = std::array<std::int64_t, wire::kSegments>;
struct SegmentTally {
  std::array<SegmentCounts, kDwellClasses> durations{};              ///< of timed visits
  std::map<ZoneId, std::array<SegmentCounts, kDwellClasses>> zones;  ///< by the longest time there
  std::map<std::vector<ZoneId>, SegmentCounts> paths;
  std::map<ZoneId, SegmentCounts> joined, abandoned;  ///< by waiting zone
};

/// What one bin measured, exact and unprotected. Never leaves the floor: floor/privacy turns it
/// into a Release. (File evaluation compares it with truth, marked as such.)
struct BinTally {
  Instant start;
  Instant end;
  Duration observed{};                ///< time really analysed within [start, end)
  std::map<LineId, LineTally> lines;  ///< every configured line is present
  std::map<ZoneId, ZoneTally> zones;  ///< every configured, measured zone is present
  std::map<std::string, ZoneGroupTally> zone_groups;
  std::array<std::map<CellIndex, HeatCell>, kHeatLevels> heat;
  std::int64_t people = 0;    ///< distinct bodies seen
  double occupancy_mean = 0;  ///< people, over the observed seconds sampled
  std::int64_t occupancy_max = 0;
  std::int64_t occupancy_samples = 0;  ///< whole seconds sampled
  VisitTally visits;
  StayTally stays;
  std::map<ZoneId, ReachTally> reach;  ///< every measured zone but frontages
  std::map<std::pair<ZoneId, ZoneId>, FlowTally> flows;
  /// At most kMaxPathZones long; empty: no zone was visited.
  std::map<std::vector<ZoneId>, PathTally> paths;
  std::map<FunnelId, FunnelTally> funnels;  ///< every configured one
  std::map<ZoneId, QueueTally> queues;      ///< every zone of type checkout_queue
  GroupTally groups;
  std::optional<PassByTally> pass_by;        ///< where there is a frontage zone
  std::map<ZoneId, PresenceTally> presence;  ///< every measured zone
  std::optional<SegmentTally> segments;      ///< where switched on
  std::int64_t objections = 0;  ///< people dropped because they asked not to be measured
  /// Longest that a person's state was held, since last seen, of those wiped since the last bin.
  std::optional<Duration> oldest_person;
  /// Cameras that sent nothing although others did, and how long; names, never people.
  std::map<CameraId, Duration> silent;
};

}  // namespace sillage::floor
