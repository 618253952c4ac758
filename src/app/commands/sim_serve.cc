// SPDX-License-Identifier: Apache-2.0
#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "app/commands.h"

namespace sillage::app {
namespace {

constexpr const char* kProgram = "sillage-sim-serve";

/// Becomes the program beside this one; comes back only if that cannot be done.
Result<void> become_server(std::vector<std::string> arguments) {
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  const auto program = self.parent_path() / kProgram;
  if (error || !std::filesystem::exists(program, error)) {
    return fail(ErrorCode::kUnsupported,
                "this build has no RTSP server: {} is missing; run `make deps` (it installs "
                "libgstrtspserver-1.0-dev and GStreamer's plug-ins), then configure and build "
                "again",
                program.string());
  }
  arguments.insert(arguments.begin(), kProgram);
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  ::execv(program.c_str(), argv.data());
  return fail(ErrorCode::kUnavailable, "cannot start {}: {}; build it again", program.string(),
              std::generic_category().message(errno));
}

}  // namespace

void add_sim_serve(CLI::App& parent, Action& action) {
  CLI::App* command =
      parent.add_subcommand("serve", "The cameras of a simulated store, live over RTSP");
  // All that follows is for the server, --help included.
  command->set_help_flag();
  command->prefix_command();
  command->callback([command, &action] {
    action = [arguments = command->remaining()] { return become_server(arguments); };
  });
}

}  // namespace sillage::app
