// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "app/commands.h"
#include "app/print.h"
#include "config/reader.h"
#include "config/summary.h"

namespace sillage::app {
namespace {

struct Options {
  std::string file;
  bool json = false;
};

Result<void> check(const Options& options) {
  ASSIGN_OR_RETURN(const config::StoreConfig store, config::load(options.file));
  RETURN_IF_ERROR(print(config::summary(store)));
  for (const std::string& warning : store.warnings) {
    message("warning: " + warning);
  }
  message("next: sillage process VIDEO --config " + options.file + " --report report.html");
  return {};
}

Result<void> show(const Options& options) {
  ASSIGN_OR_RETURN(const config::StoreConfig store, config::load(options.file));
  return print(options.json ? config::to_json(store) : config::to_toml(store));
}

void add_file(CLI::App& command, const std::shared_ptr<Options>& options) {
  command.add_option("FILE", options->file, "The store's TOML file")->required();
}

/// A command that prints one generated text.
void add_text(CLI::App& parent, Action& action, const char* name, const char* description,
              std::string (*text)()) {
  parent.add_subcommand(name, description)->callback([&action, text] {
    action = [text] { return print(text()); };
  });
}

}  // namespace

void add_config(CLI::App& parent, Action& action) {
  CLI::App* config = parent.add_subcommand("config",
                                           "Check, show and describe a store's configuration.\n"
                                           "Examples:\n"
                                           "  sillage config example > store.toml\n"
                                           "  sillage config check store.toml\n"
                                           "  sillage config show store.toml --json");
  config->require_subcommand(1);
  const auto options = std::make_shared<Options>();

  CLI::App* checker = config->add_subcommand(
      "check", "List every problem of a configuration, or what it holds and how well it fits");
  add_file(*checker, options);
  checker->callback([&action, options] { action = [options] { return check(*options); }; });

  CLI::App* shower =
      config->add_subcommand("show", "Print the effective configuration, every default filled in");
  add_file(*shower, options);
  shower->add_flag("--json", options->json, "JSON instead of TOML");
  shower->callback([&action, options] { action = [options] { return show(*options); }; });

  add_text(*config, action, "schema", "Print the JSON Schema (draft 2020-12)", config::json_schema);
  add_text(*config, action, "example", "Print a commented file with every key",
           config::example_toml);
  add_text(*config, action, "reference", "Print the reference page (Markdown)",
           config::reference_markdown);
}

}  // namespace sillage::app
