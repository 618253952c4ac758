// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <span>
#include <string>

#include "app/supervisor/channel.h"
#include "base/result.h"
#include "base/time.h"

namespace sillage::app {

/// Takes the picture of the empty scene of a camera, for whoever sets it up. The desk may neither
/// connect nor decode; a small process beside it starts one that lives for one picture: closed in as
/// an eye is, connected to that camera alone, with the gate's leave asked before every packet. What
/// comes back is the median of half a minute with all people masked, and only where the detector, at
/// a low threshold, finds nobody on it.
class PlateTaker {
 public:
  struct Options {
    std::filesystem::path permit;  ///< the gate's page
    std::string model, manifest;   ///< of the detector; empty: the default, this installation's
    Duration shortest_span = std::chrono::seconds(30);  ///< that a picture is made of
  };
  /// Forks; call it before there are threads, and before this process is closed in.
  static Result<std::shared_ptr<PlateTaker>> start(const Options& options);

  /// A PNG. `source` may hold a user and password; `token` is the gate's leave. Fails (kConflict)
  /// where somebody stays in the picture, (kPermission) without leave. Takes up to a minute and a half.
  Result<std::string> take(const std::string& source, std::span<const std::byte> token);

 private:
  explicit PlateTaker(Channel line) : line_(std::move(line)) {}
  std::mutex mutex_;
  Channel line_;
};

}  // namespace sillage::app
