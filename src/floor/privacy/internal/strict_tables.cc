// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/strict_tables.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "floor/privacy/internal/noise.h"
#include "floor/privacy/internal/running_sum.h"

namespace sillage::floor::internal {
namespace {

/// Of what a person-day may cost; shares of tables that a store has not go to the others.
constexpr std::array<double, kTables> kShares = {0.35, 0.05, 0.25, 0.10, 0.15, 0.10};
constexpr std::array<int, 5> kStepMinutes = {15, 30, 60, 120, 240};
/// Expected count of a step that carries its noise, in standard deviations.
constexpr double kCarries = 10;
/// Stores are open for about this long, for what is expected in a step.
constexpr double kOpenHours = 12;
/// A step lies between two sums, which differ by two nodes on average.
constexpr double kNodesOfAStep = 2;

std::size_t at(Table table) { return static_cast<std::size_t>(table); }

bool is_measured(config::ZoneType type) {
  using enum config::ZoneType;
  return type != kStaff && type != kFitting && type != kObjection;
}

template <std::size_t N>
std::size_t interval_of(const std::array<int, N>& from, int of_class) {
  std::size_t interval = 0;
  while (from[interval + 1] <= of_class) ++interval;
  return interval;
}

}  // namespace

StrictTables StrictTables::of(const config::StoreConfig& store, Duration day,
                              double expected_visits) {
  StrictTables made;
  made.step_ = day;
  for (const config::Line& line : store.lines) made.lines_.push_back(line.id);
  for (const config::Zone& zone : store.zones) {
    if (!is_measured(zone.type)) continue;
    made.zones_.push_back(zone.id);
    made.groups_.push_back(zone.group.empty() ? config::to_string(zone.type) : zone.group);
    made.has_services_ |= zone.type == config::ZoneType::kService;
  }
  const std::size_t lines = made.lines_.size(), zones = made.zones_.size();
  const std::size_t pairs = zones >= 2 && zones <= kMostFlowZones ? zones * (zones - 1) : 0;
  const auto most = [](std::size_t cells, std::size_t bound) {
    return static_cast<std::int64_t>(std::min(cells, bound));
  };
  // Squared change by one stay: each cell by one. kRunning: per level of its tree.
  const bool has_lines = lines > 0;
  const std::array<std::int64_t, kTables> by_one = {
      has_lines ? 2 : 0,           lines > 1 ? 2 : 0, most(zones, kMostStayZones),
      most(zones, kMostStayZones), has_lines ? 4 : 0, most(pairs, kMostStayFlows)};
  double shared = 0;
  for (std::size_t i = 0; i < kTables; ++i) shared += by_one[i] > 0 ? kShares[i] : 0;
  // All stays of a person may be alike, so that their changes add up before they are squared.
  const std::int64_t stays = store.privacy.stays_per_day;
  for (std::size_t i = 0; i < kTables; ++i) {
    if (by_one[i] == 0) continue;
    Noise& noise = made.noise_[i];
    noise.squared_change = stays * stays * by_one[i];
    noise.rho = store.privacy.rho * kShares[i] / shared;
    noise.variance = variance_for(noise.squared_change, noise.rho);
    noise.rho = rho_of(noise.squared_change, noise.variance);
  }
  if (has_lines) {
    made.choose_step(store, day, expected_visits, store.privacy.rho * kShares[0] / shared);
  }
  const std::array<std::size_t, kTables> sizes = {0,
                                                  2 * lines,
                                                  zones,
                                                  zones * kDwellIntervals,
                                                  3 + kVisitIntervals,
                                                  pairs > 0 ? zones * zones : 0};
  std::exclusive_scan(sizes.begin(), sizes.end(), made.first_.begin(), std::size_t{0});
  made.cells_ = std::accumulate(sizes.begin(), sizes.end(), std::size_t{0});
  return made;
}

void StrictTables::choose_step(const config::StoreConfig& store, Duration day,
                               double expected_visits, double share_of_rho) {
  const auto stays = static_cast<double>(store.privacy.stays_per_day);
  for (const int minutes : kStepMinutes) {
    if (minutes % store.privacy.bin_minutes != 0) continue;
    step_ = std::chrono::minutes(minutes);
    set_steps(static_cast<std::size_t>((day + step_ - Duration(1)) / step_), share_of_rho, stays);
    const double expected = expected_visits * minutes / (60 * kOpenHours);
    const double noise =
        std::sqrt(kNodesOfAStep * static_cast<double>(noise_[at(Table::kRunning)].variance));
    if (expected >= kCarries * noise) return;
  }
  step_ = day;
  set_steps(1, share_of_rho, stays);
}

void StrictTables::set_steps(std::size_t steps, double share_of_rho, double stays) {
  steps_ = steps;
  Noise& noise = noise_[at(Table::kRunning)];
  noise.squared_change = static_cast<std::int64_t>(stays * stays) * 2 * RunningSum::levels(steps);
  noise.variance = variance_for(noise.squared_change, share_of_rho);
  noise.rho = rho_of(noise.squared_change, noise.variance);
}

double StrictTables::rho() const {
  double sum = 0;
  for (const Noise& noise : noise_) sum += noise.rho;
  return sum;
}

void StrictTables::count(const BinTally& tally, std::vector<std::int64_t>& cells) const {
  count_places(tally, cells);
  std::int64_t* visits = cells.data() + first_cell(Table::kVisits);
  visits[0] += tally.stays.visits;
  visits[1] += tally.stays.bounces;
  visits[2] += tally.stays.reached_service;
  for (int c = 0; c < kDwellClasses; ++c) {
    visits[3 + interval_of(kVisitFrom, c)] += tally.stays.durations[c];
  }
}

void StrictTables::count_places(const BinTally& tally, std::vector<std::int64_t>& cells) const {
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const auto line = tally.lines.find(lines_[i]);
    if (line == tally.lines.end()) continue;
    std::int64_t* of_line = cells.data() + first_cell(Table::kLines) + 2 * i;
    of_line[0] += line->second.entering_stays;
    of_line[1] += line->second.exiting_stays;
  }
  for (std::size_t i = 0; i < zones_.size(); ++i) {
    const auto zone = tally.zones.find(zones_[i]);
    if (zone == tally.zones.end()) continue;
    std::int64_t* dwell = cells.data() + first_cell(Table::kDwell) + kDwellIntervals * i;
    for (int c = 0; c < kDwellClasses; ++c) {
      cells[first_cell(Table::kZones) + i] += zone->second.stays[c];
      dwell[interval_of(kDwellFrom, c)] += zone->second.stays[c];
    }
  }
  if (noise(Table::kFlows).rho == 0) return;
  for (const auto& [way, flow] : tally.flows) {
    const auto from = std::find(zones_.begin(), zones_.end(), way.first);
    const auto to = std::find(zones_.begin(), zones_.end(), way.second);
    if (from == zones_.end() || to == zones_.end() || from == to) continue;
    cells[first_cell(Table::kFlows) +
          static_cast<std::size_t>(from - zones_.begin()) * zones_.size() +
          static_cast<std::size_t>(to - zones_.begin())] += flow.stays;
  }
}

}  // namespace sillage::floor::internal
