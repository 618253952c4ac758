// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "geometry/point.h"

namespace sillage::floor {

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

struct LineTally {
  EventCount entries;
  EventCount exits;
  std::int64_t entering_people = 0;  ///< distinct bodies behind the entries
  std::int64_t exiting_people = 0;
};

struct ZoneTally {
  std::int64_t visits = 0;
  std::int64_t doubtful = 0;
  std::int64_t people = 0;  ///< distinct bodies behind the visits
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

/// What one bin measured, exact and unprotected. Never leaves the floor: floor/privacy turns it
/// into a Release. (File evaluation compares it with truth, marked as such.)
struct BinTally {
  Instant start;
  Instant end;
  Duration observed{};                ///< time really analysed within [start, end)
  std::map<LineId, LineTally> lines;  ///< every configured line is present
  std::map<ZoneId, ZoneTally> zones;  ///< every configured, measured zone is present
  std::array<std::map<CellIndex, HeatCell>, kHeatLevels> heat;
  std::int64_t people = 0;    ///< distinct bodies seen
  double occupancy_mean = 0;  ///< people, over the observed seconds sampled
  std::int64_t occupancy_max = 0;
  std::int64_t occupancy_samples = 0;  ///< whole seconds sampled
};

}  // namespace sillage::floor
