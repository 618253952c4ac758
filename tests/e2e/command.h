// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace sillage::e2e {

struct CommandResult {
  int exit_code = -1;
  std::string out;
  std::string err;
};

/// Runs build/.../sillage with these arguments, without a shell; ends it after `limit_s`.
CommandResult run_sillage(const std::vector<std::string>& arguments, int limit_s = 60);

}  // namespace sillage::e2e
