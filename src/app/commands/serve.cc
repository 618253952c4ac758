// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <memory>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/desk_commands.h"
#include "app/desk_governance.h"
#include "app/desk_setup.h"
#include "app/print.h"
#include "app/stop.h"
#include "app/supervisor/camera_checker.h"

namespace sillage::app {
namespace {

Result<void> serve(const ServeOptions& options) {
  ASSIGN_OR_RETURN(const auto checker, CameraChecker::start());  // forks, so first
  ASSIGN_OR_RETURN(desk::DeskOptions made, desk_options(options));
  made.tools.test_camera = [checker](const std::string& source) { return checker->check(source); };
  if (!options.config.empty()) {
    made.governance = desk_governance(options.config, options.demonstration);
  }
  ASSIGN_OR_RETURN(const auto desk, desk::Desk::create(std::move(made)));
  desk->start();
  message("dashboard: " + desk->address());
  if (const std::string link = desk->first_run_link(); !link.empty()) {
    message("first account (works once, until the next start): " + link);
  }
  if (const auto viewer = desk->demonstration_viewer()) {
    message(fmt::format("demonstration, no real store; look around as user {} with password {}",
                        viewer->user, viewer->password));
  }
  while (!is_stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(100));
  desk->stop();
  return {};
}

}  // namespace

void add_serve(CLI::App& parent, Action& action) {
  const auto options = std::make_shared<ServeOptions>();
  CLI::App* app = parent.add_subcommand(
      "serve",
      "Serve the dashboard and the API over a database\n\n"
      "Examples:\n"
      "  sillage serve --db store.db --config store.toml\n"
      "  sillage serve --db store.db --listen 0.0.0.0:8443 --certificate cert.pem --key key.pem\n"
      "  sillage serve --db store.db --listen 0.0.0.0:8443 --self-signed");
  add_serve_options(*app, *options);
  app->callback([options, &action] { action = [options] { return serve(*options); }; });
}

}  // namespace sillage::app
