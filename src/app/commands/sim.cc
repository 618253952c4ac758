// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include "app/desk_commands.h"

namespace sillage::app {

void add_sim(CLI::App& parent, Action& action) {
  CLI::App* command = parent.add_subcommand(
      "sim",
      "A simulated store: people, cameras, and the truth that no real store can give\n\n"
      "Examples:\n"
      "  sillage sim check examples/demo-store\n"
      "  sillage sim run examples/demo-store --days 28 --seed 1\n"
      "  sillage sim truth examples/demo-store --metric entries --scope main\n"
      "  sillage sim sightings examples/demo-store --from 2026-01-05T12:00:00Z --out seen\n"
      "  sillage sim fill examples/demo-store --days 28 --db demo.db");
  command->require_subcommand(1);
  add_sim_plan(*command, action);
  add_sim_run(*command, action);
  add_sim_truth(*command, action);
  add_sim_render(*command, action);
  add_sim_serve(*command, action);
  add_sim_sightings(*command, action);
  add_sim_fill(*command, action);
}

}  // namespace sillage::app
