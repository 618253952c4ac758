// SPDX-License-Identifier: Apache-2.0
#include "app/commands/sim_options.h"

#include <CLI/CLI.hpp>

#include "sim/plan/local_time.h"

namespace sillage::app {
namespace {

/// Ten years: days are numbered from the start, and nothing grows with them.
constexpr int kMostDays = 3660;

}  // namespace

void add_sim_options(CLI::App& command, SimOptions& options) {
  command.add_option("PLAN", options.plan, "Folder with a plan.toml")->required();
  command.add_option("--days", options.days, "Days to simulate (default 1)")
      ->check(CLI::Range(1, kMostDays));
  command.add_option("--seed", options.seed,
                     "Which of the possible days (default 1); the same seed gives the same bytes");
  command.add_option("--start", options.start, "First day (default 2026-01-05, a Monday)");
  command.add_option("--bin", options.bin_minutes, "Minutes per bin (default 15)");
  command.add_flag("--json", options.json, "JSON on stdout");
}

Result<sim::RunOptions> run_options(const SimOptions& options) {
  sim::RunOptions run;
  run.days = options.days;
  run.seed = options.seed;
  run.truth.bin_minutes = options.bin_minutes;
  ASSIGN_OR_RETURN(run.start, sim::parse_date(options.start));
  RETURN_IF_ERROR(run.truth.check());
  return run;
}

}  // namespace sillage::app
