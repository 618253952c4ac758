// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace CLI {
class App;
}

namespace sillage::app {

struct ServeOptions {
  std::string plan;                  ///< folder with plan.toml; empty with a clip
  std::string clip;                  ///< a file; empty with a plan
  std::vector<std::string> cameras;  ///< ids or, with a clip, names; empty: all, or the file's name
  std::string address = "127.0.0.1";
  int port = 8554;   ///< 0: any that is free
  std::string from;  ///< empty: a busy hour of the first open day
  std::uint64_t seed = 1;
  double speed = 1;  ///< simulated seconds per second
  std::string codec = "h264";
  std::string user;  ///< empty: nobody is asked who they are
  std::string password_file;
  double for_s = 0;  ///< 0: until somebody stops it

  /// What CLI11 cannot check.
  Result<void> check() const;
};

/// The variable that holds the password where no file is named.
inline constexpr const char* kPasswordVariable = "SILLAGE_SIM_PASSWORD";

void add_serve_options(CLI::App& command, ServeOptions& options);
/// From the file or the environment; never from the command line, which other users can see.
Result<std::string> password_of(const ServeOptions& options);

}  // namespace sillage::app
