// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <exception>
#include <memory>
#include <sstream>
#include <string>

#include <CLI/CLI.hpp>
#include <sodium.h>

#include "app/desk_commands.h"
#include "app/print.h"
#include "app/stop.h"

namespace {

/// Lists subcommands by the first line of their description; their examples are in their own help.
class HelpFormatter final : public CLI::Formatter {
 public:
  std::string make_subcommand(const CLI::App* command) const override {
    const std::string text = command->get_description();
    std::stringstream out;
    CLI::detail::format_help(out, command->get_name(), text.substr(0, text.find('\n')),
                             get_column_width());
    return out.str();
  }
};

/// The first word that should name a command and does not, with those there are; CLI11 itself would
/// only say that a command is missing.
std::string unknown_command(const CLI::App& app, int argc, char** argv) {
  const CLI::App* at = &app;
  for (int i = 1; i < argc && argv[i][0] != '-'; ++i) {
    const auto commands = at->get_subcommands([](const CLI::App*) { return true; });
    if (commands.empty()) break;
    const auto named = std::find_if(commands.begin(), commands.end(), [&](const CLI::App* command) {
      return command->get_name() == argv[i];
    });
    if (named != commands.end()) {
      at = *named;
      continue;
    }
    std::string known;
    for (const CLI::App* command : commands) {
      if (!command->get_group().empty()) known += " " + command->get_name();  // else for us alone
    }
    return std::string("unknown command '") + argv[i] + "'; there are:" + known;
  }
  return {};
}

/// CLI11 leaves by exception; its own codes become ours: 0 for help, 2 for wrong usage.
int parse(CLI::App& app, int argc, char** argv) {
  try {
    app.parse(argc, argv);
    return -1;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
}

int run(int argc, char** argv) {
  if (sodium_init() < 0) {
    sillage::app::message("sillage: error: libsodium does not start; reinstall it (make deps)");
    return 1;
  }
  CLI::App app(
      "Sillage: anonymous statistics of visitor journeys from a store's own cameras\n\n"
      "Examples:\n"
      "  sillage process clip.mp4 --config store.toml --report report.html\n"
      "  sillage config example > store.toml\n"
      "  sillage doctor",
      "sillage");
  app.formatter(std::make_shared<HelpFormatter>());
  app.set_version_flag("--version", SILLAGE_VERSION);
  app.require_subcommand(1);
  sillage::app::Action action;
  sillage::app::add_process(app, action);
  sillage::app::add_run(app, action);
  sillage::app::add_room(app, action);
  sillage::app::add_camera(app, action);
  sillage::app::add_config(app, action);
  sillage::app::add_model(app, action);
  sillage::app::add_track(app, action);
  sillage::app::add_eval(app, action);
  sillage::app::add_sim(app, action);
  sillage::app::add_gap(app, action);
  sillage::app::add_privacy(app, action);
  sillage::app::add_audience(app, action);
  sillage::app::add_attest(app, action);
  sillage::app::add_documents(app, action);
  sillage::app::add_log(app, action);
  sillage::app::add_notice(app, action);
  sillage::app::add_serve(app, action);
  sillage::app::add_backup(app, action);
  sillage::app::add_restore(app, action);
  sillage::app::add_doctor(app, action);
  if (const std::string unknown = unknown_command(app, argc, argv); !unknown.empty()) {
    sillage::app::message("sillage: error: " + unknown);
    return 2;
  }
  if (const int code = parse(app, argc, argv); code >= 0) return code;
  sillage::app::stop_on_signals();
  const sillage::Result<void> result = action();
  if (result) return 0;
  sillage::app::message("sillage: error: " + result.error().to_string());
  return sillage::exit_code(result.error().code);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    sillage::app::message(std::string("sillage: internal error: ") + error.what() +
                          "; please report it with the command that you gave");
    return 1;
  }
}
