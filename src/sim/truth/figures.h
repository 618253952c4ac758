// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/time.h"
#include "config/store_config.h"

namespace sillage::sim {

/// Thresholds of the figures, with the names and defaults of docs/reference/metrics.md.
struct TruthOptions {
  int bin_minutes = 15;            ///< a divisor of 1440; bins begin at local midnight
  config::MeasureOptions measure;  ///< T, G, band, confirmation, hand-over window
  double engaged_s = 15;           ///< E: a stay at least this long is an engagement
  double bounce_s = 30;            ///< B: a visit shorter than this is a bounce
  Result<void> check() const;
};

/// Duration classes: class i holds [5 * 2^(i/2), 5 * 2^((i+1)/2)) seconds, the last one more; what
/// is shorter belongs to class 0. The grid of docs/reference/metrics.md.
inline constexpr int kDurationClasses = 24;
double duration_edge_s(int i);
int duration_class(double s);

/// Durations of one kind, as classes and as their exact sum.
struct Durations {
  std::array<std::int64_t, kDurationClasses> classes{};
  std::int64_t count = 0;
  double sum_s = 0;
  void add(double s);
};

struct LineFigures {
  std::int64_t entries = 0;
  std::int64_t exits = 0;
};

struct ZoneFigures {
  std::int64_t visits = 0;   ///< stays of at least T that ended in the bin
  std::int64_t people = 0;   ///< behind them
  Durations dwell;           ///< of the visits
  std::int64_t cut_off = 0;  ///< of the visits: vanished inside (end of a pavement, of the day)
  double person_s = 0;       ///< spent inside, short stays included
};

/// Of visitors and passers-by together ("public"), or of the staff.
struct CrowdFigures {
  std::vector<LineFigures> lines;  ///< as in the plan
  std::vector<ZoneFigures> zones;  ///< as in the plan
  /// Seconds in squares of 0.5 m, by (x, y) = floor(place / 0.5 m).
  std::map<std::pair<std::int32_t, std::int32_t>, double> heat;
};
inline constexpr double kHeatSquareM = 0.5;

struct TillFigures {
  std::int64_t joined = 0;     ///< units (the one who pays) that took a place in the queue
  std::int64_t abandoned = 0;  ///< left it without having been served
  Durations wait;              ///< joining to first second at the service point; by its end
  Durations service;           ///< time at the service point; by its end
  double length_mean = 0;      ///< people in the queue, company included, at whole seconds
  std::int64_t length_max = 0;
};

/// Of visits that ended in the bin.
struct ZoneReach {
  std::int64_t exposed = 0;  ///< visits that set foot in the zone
  std::int64_t engaged = 0;  ///< zone visits of at least E during them
};

/// Everything that is true of one bin.
struct BinFigures {
  Instant start, end;
  CrowdFigures crowd, staff;
  std::vector<TillFigures> tills;
  double occupancy_mean = 0;  ///< visitors inside, at whole seconds
  std::int64_t occupancy_max = 0;
  std::int64_t visits = 0;  ///< that ended in the bin
  std::int64_t bounces = 0;
  std::int64_t reached_till = 0;  ///< visits that set foot in a zone of type service
  Durations visit_duration;
  std::vector<ZoneReach> reach;  ///< by zone
  /// Transitions from a zone visit to the next one of the same visit, by when the latter began.
  std::map<std::pair<int, int>, std::int64_t> flows;
  std::int64_t pass_by = 0;  ///< people who left a frontage zone for good without having come in
  std::int64_t units = 0;    ///< buying units whose first member came in
  std::int64_t units_of_several = 0;  ///< of these: two people or more
  /// Visits by perceived presentation (feminine, masculine, unknown) and age band (18-34, 35-54,
  /// 55+, unknown).
  std::array<std::array<std::int64_t, 4>, 3> segments{};
};

/// A day of figures; bins in the order of time, also those without anybody.
struct DayFigures {
  std::string date;  ///< local, "2026-01-05"
  std::vector<BinFigures> bins;
  /// Zones of a visit in the order of its zone visits, repetitions joined, at most 7.
  std::map<std::vector<int>, std::int64_t> paths;
};

}  // namespace sillage::sim
