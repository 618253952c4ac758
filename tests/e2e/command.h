// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <sys/types.h>

#include "tests/e2e/synthetic_clip.h"

namespace sillage::e2e {

struct CommandResult {
  int exit_code = -1;
  std::string out;
  std::string err;
};

/// build/.../sillage at work, started without a shell. Leaving the scope kills it.
class RunningSillage {
 public:
  explicit RunningSillage(const std::vector<std::string>& arguments);
  ~RunningSillage();
  RunningSillage(const RunningSillage&) = delete;
  RunningSillage& operator=(const RunningSillage&) = delete;

  /// What it has written to stdout, once that holds `text`, it has ended or `limit_s` have passed.
  std::string out_with(const std::string& text, int limit_s);
  /// The same of stderr.
  std::string err_with(const std::string& text, int limit_s);
  pid_t pid() const { return child_; }
  /// Asks it to stop, as Ctrl-C does.
  void interrupt();
  /// Waits for its end; kills it after `limit_s`.
  CommandResult finish(int limit_s);

 private:
  bool has_ended();
  std::string file_with(const std::string& name, const std::string& text, int limit_s);

  ScratchFolder folder_;
  pid_t child_ = 0;  ///< 0: none, or its end has been seen
  CommandResult result_;
};

/// Runs build/.../sillage with these arguments, without a shell; ends it after `limit_s`.
CommandResult run_sillage(const std::vector<std::string>& arguments, int limit_s = 60);

}  // namespace sillage::e2e
