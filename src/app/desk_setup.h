// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "desk/serve/desk.h"

namespace CLI {
class App;
}

namespace sillage::app {

struct ServeOptions {
  std::string database, config, web;
  std::string listen = "127.0.0.1:8080";
  std::string certificate, key;
  bool self_signed = false, demonstration = false;
  double reads_per_s = 100;
};
void add_serve_options(CLI::App& command, ServeOptions& options);

/// What they mean to the desk, with the tools that set-up needs of other rooms. Live figures are left
/// to the caller.
Result<desk::DeskOptions> desk_options(const ServeOptions& options);

/// Where the dashboard's files lie: as given, or beside this program; empty where there are none.
std::string find_web(const std::string& given);

}  // namespace sillage::app
