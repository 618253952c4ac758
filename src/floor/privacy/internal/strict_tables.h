// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "config/store_config.h"
#include "floor/measure/tally.h"

namespace sillage::floor::internal {

/// Tables of a day that are measured with noise. Each has a share of what a person-day may cost.
enum class Table : std::uint8_t {
  kRunning,  ///< entries and exits over the day
  kLines,    ///< entries and exits by line
  kZones,    ///< stays by zone
  kDwell,    ///< by zone and duration
  kVisits,   ///< visits, bounces, those who reached a service, durations
  kFlows,    ///< by zone and next zone
};
inline constexpr std::size_t kTables = 6;

/// Longest stays of each interval of durations, as classes: a public grid, fixed for all stores.
inline constexpr std::array<int, 5> kDwellFrom = {0, 3, 7, 12, kDwellClasses};
inline constexpr std::array<int, 6> kVisitFrom = {0, 7, 12, 15, 18, kDwellClasses};
inline constexpr std::size_t kDwellIntervals = kDwellFrom.size() - 1;
inline constexpr std::size_t kVisitIntervals = kVisitFrom.size() - 1;

/// Beyond so many zones there are no flows: nearly all of their cells would be noise.
inline constexpr std::size_t kMostFlowZones = 32;

/// The public grid of a day, and the noise of its tables: fixed by the configuration and by what
/// was released before, never by the day's own people.
class StrictTables {
 public:
  struct Noise {
    std::int64_t squared_change = 0;  ///< most that one person-day changes the table by
    std::int64_t variance = 0;
    double rho = 0;  ///< what the table costs; 0: it is not made
  };

  /// `expected_visits` a day as far as is known, else 0: steps of the running sums are the shortest
  /// ones whose expected count is ten times their noise, or the whole day.
  static StrictTables of(const config::StoreConfig& store, Duration day, double expected_visits);

  const Noise& noise(Table table) const { return noise_[static_cast<std::size_t>(table)]; }
  /// Of all tables.
  double rho() const;
  Duration step() const { return step_; }
  std::size_t steps() const { return steps_; }
  /// True where the only step is the day.
  bool is_whole_day() const { return steps_ == 1; }

  const std::vector<LineId>& lines() const { return lines_; }
  const std::vector<ZoneId>& zones() const { return zones_; }
  /// Of each zone, the name of its group.
  const std::vector<std::string>& groups() const { return groups_; }
  bool has_services() const { return has_services_; }

  /// Cells of all tables but kRunning in one row: where each table begins, and how many there are.
  std::size_t first_cell(Table table) const { return first_[static_cast<std::size_t>(table)]; }
  std::size_t cells() const { return cells_; }
  /// Adds what a bin holds to the row.
  void count(const BinTally& tally, std::vector<std::int64_t>& cells) const;

 private:
  void set_steps(std::size_t steps, double share_of_rho, double stays);
  void choose_step(const config::StoreConfig& store, Duration day, double expected_visits,
                   double share_of_rho);
  void count_places(const BinTally& tally, std::vector<std::int64_t>& cells) const;

  std::vector<LineId> lines_;
  std::vector<ZoneId> zones_;
  std::vector<std::string> groups_;
  bool has_services_ = false;
  Duration step_{};
  std::size_t steps_ = 1;
  std::array<Noise, kTables> noise_{};
  std::array<std::size_t, kTables> first_{};
  std::size_t cells_ = 0;
};

}  // namespace sillage::floor::internal
