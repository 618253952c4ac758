// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include <CLI/CLI.hpp>

#include "app/commands.h"
#include "app/supervisor/rooms.h"
#include "app/supervisor/supervisor.h"

namespace sillage::app {

void add_run(CLI::App& parent, Action& action) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* command = parent.add_subcommand(
      "run",
      "Watch a store's live cameras, day after day, and write anonymous numbers\n\n"
      "Examples:\n"
      "  sillage run --config store.toml --db store.db\n"
      "  sillage run --config store.toml --db trial.db --demonstration");
  command->add_option("--config", options->config, "Store configuration (TOML)")->required();
  command->add_option("--db", options->database, "SQLite database of the figures")
      ->default_val("sillage.db");
  command->add_option("--model", options->model, "Detector (default: the configuration's)");
  command->add_option("--manifest", options->manifest, "Model manifest");
  command->add_option("--listen", options->listen,
                      "Address and port of the dashboard (127.0.0.1:8080); \"\" for none");
  command->add_option("--certificate", options->certificate, "TLS certificate (PEM)");
  command->add_option("--key", options->key, "Its key (PEM)");
  command->add_option("--metrics", options->metrics,
                      "Write how rooms and cameras are to this file every few seconds, as "
                      "Prometheus' text (for the node exporter's textfile collector)");
  command->add_option("--governance", options->governance,
                      "Folder of the gate's log and keys (default: beside the configuration)");
  command->add_flag("--demonstration", options->demonstration,
                    "A trial, not a deployment: marks every figure as such");
  command->callback([options, &action] { action = [options] { return supervise(*options); }; });
}

void add_room(CLI::App& parent, Action& action) {
  auto options = std::make_shared<RoomOptions>();
  CLI::App* command = parent.add_subcommand("room", "One room of a run; sillage run starts it");
  command->group("");  // nobody types it
  command->require_subcommand(1);
  const auto add = [&](const char* name, Result<void> (*be)(const RoomOptions&)) {
    CLI::App* room = command->add_subcommand(name);
    room->add_option("--camera", options->camera);
    room->add_option("--model", options->model);
    room->add_option("--manifest", options->manifest);
    room->add_option("--db", options->database);
    room->add_option("--permit", options->permit);
    room->add_option("--governance", options->governance);
    room->add_option("--listen", options->listen);
    room->add_option("--certificate", options->certificate);
    room->add_option("--key", options->key);
    room->add_option("--metrics", options->metrics);
    room->add_option("--config-name", options->config_name);
    room->add_flag("--demonstration", options->demonstration);
    room->callback([options, be, &action] { action = [options, be] { return be(*options); }; });
  };
  add("eye", &be_eye);
  add("floor", &be_floor);
  add("desk", &be_desk);
}

}  // namespace sillage::app
