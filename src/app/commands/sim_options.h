// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "sim/plan/plan.h"
#include "sim/truth/run.h"

namespace CLI {
class App;
}

namespace sillage::app {

/// The options that the commands which let days of a simulated store pass share.
struct SimOptions {
  std::string plan;
  int days = 1;
  std::uint64_t seed = 1;
  std::string start = "2026-01-05";  ///< a Monday
  int bin_minutes = 15;
  bool json = false;
};
void add_sim_options(CLI::App& command, SimOptions& options);

/// What they mean; `on_day` is left to the caller.
Result<sim::RunOptions> run_options(const SimOptions& options);

}  // namespace sillage::app
