// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "app/supervisor/channel.h"
#include "desk/serve/setup_tools.h"

namespace sillage::app {

/// A small process beside the desk that looks at a camera's stream when somebody sets it up; the
/// desk itself may connect nowhere. Each look is a process of its own, which opens no file of ours
/// and decodes no picture: a stream that breaks it breaks nothing else. Dies with this process.
class CameraChecker {
 public:
  /// Before there are threads, and before the room is closed in.
  static Result<std::shared_ptr<CameraChecker>> start();

  /// Waits some seconds. `source` may hold user and password; what comes back does not. A camera
  /// that cannot be reached is not `ok`, with advice. From any thread, one at a time.
  Result<desk::CameraFound> check(const std::string& source);

 private:
  explicit CameraChecker(Channel line) : line_(std::move(line)) {}
  std::mutex mutex_;
  Channel line_;
};

}  // namespace sillage::app
