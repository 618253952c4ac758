// SPDX-License-Identifier: Apache-2.0
#include "app/sim_serve/serve_options.h"

#include <algorithm>
#include <cstdlib>

#include <CLI/CLI.hpp>

#include "base/files.h"

namespace sillage::app {
namespace {

constexpr std::size_t kLongestPassword = 1024;

bool is_path_word(const std::string& name) {
  return !name.empty() && std::ranges::all_of(name, [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.';
  });
}

}  // namespace

Result<void> ServeOptions::check() const {
  if (plan.empty() == clip.empty()) {
    return fail(ErrorCode::kUsage, "{}; name the folder of a plan, or a file with --clip",
                plan.empty() ? "nothing to serve" : "cannot serve both a plan and a clip");
  }
  if (user.empty() && !password_file.empty()) {
    return fail(ErrorCode::kUsage, "--password-file without a name; add --user NAME");
  }
  for (const std::string& camera : cameras) {
    if (is_path_word(camera) && std::ranges::count(cameras, camera) == 1) continue;
    return fail(ErrorCode::kUsage,
                "cannot serve --camera '{}'; name each once, in letters, digits, '-', '_' and '.'",
                camera);
  }
  return {};
}

void add_serve_options(CLI::App& command, ServeOptions& options) {
  command.add_option("PLAN", options.plan, "Folder with a plan.toml");
  command.add_option("--clip", options.clip, "Instead of a plan: repeat this MP4 for ever");
  command.add_option("--camera", options.cameras,
                     "A camera of the plan; again for more (default all). With --clip: a name to "
                     "serve it under");
  command.add_option("--address", options.address, "Listen there (default 127.0.0.1)");
  command.add_option("--port", options.port, "Listen there (default 8554); 0 takes a free one")
      ->check(CLI::Range(0, 65535));
  command.add_option("--from", options.from,
                     "When it is in the store, such as 2026-01-05T12:00:00+01:00 (default: the "
                     "busiest hour of the first open day)");
  command.add_option("--seed", options.seed, "Of people and pictures (default 1)");
  command
      .add_option("--speed", options.speed,
                  "Seconds that pass in the store in one of yours (default 1)")
      ->check(CLI::Range(0.1, 60.0));
  command.add_option("--codec", options.codec, "h264 (default) or h265; a clip keeps its own")
      ->check(CLI::IsMember({"h264", "h265"}));
  command.add_option("--user", options.user,
                     std::string("Ask for this name and the password in ") + kPasswordVariable +
                         " (digest authentication)");
  command.add_option("--password-file", options.password_file, "The password is in this file");
  command.add_option("--seconds", options.for_s, "Stop after that long (default: on Ctrl-C)")
      ->check(CLI::Range(0.1, 1e7));
}

Result<std::string> password_of(const ServeOptions& options) {
  std::string password;
  if (!options.password_file.empty()) {
    ASSIGN_OR_RETURN(password, read_file(options.password_file, kLongestPassword));
    while (!password.empty() && (password.back() == '\n' || password.back() == '\r')) {
      password.pop_back();
    }
  } else if (const char* given = std::getenv(kPasswordVariable)) {
    password = given;
  }
  if (password.empty()) {
    return fail(ErrorCode::kUsage,
                "--user {} has no password; set {} or name a file with --password-file",
                options.user, kPasswordVariable);
  }
  return password;
}

}  // namespace sillage::app
