// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "sim/agents/store_day.h"
#include "sim/truth/figures.h"
#include "sim/truth/statistics.h"

namespace sillage::sim {

struct RunOptions {
  int days = 1;
  std::uint64_t seed = 1;
  std::chrono::sys_days start{};
  TruthOptions truth;
  std::filesystem::path folder;  ///< where the tables go; empty: none
  bool trajectories = false;     ///< also every step, in folder/trajectories.bin
  /// A day is over then, whoever is still there. Figures of bins before lack what is only known
  /// later: groups that have just come in.
  Instant until = Instant::max();
  /// Called after each day; an error stops the run, and nothing is written.
  std::function<Result<void>(int days_done, const DayFigures&)> on_day;
};

struct RunResult {
  BinFigures total;  ///< sums over all days
  std::int64_t open_days = 0;
  StoreDay::Quality quality;  ///< sums; the worst overlap of all days
  std::vector<Comparison> comparisons;
  std::vector<std::string> written;  ///< names of the files in the folder
};

/// Simulates days one after another; each day's figures are held until it is over, nothing longer.
Result<RunResult> run(const Plan& plan, const RunOptions& options);

}  // namespace sillage::sim
