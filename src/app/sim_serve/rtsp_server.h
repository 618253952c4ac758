// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "sim/live/feed.h"

namespace sillage::app {

struct RtspOptions {
  std::string address = "127.0.0.1";
  int port = 8554;   ///< 0: any that is free
  std::string user;  ///< empty: nobody is asked who they are
  std::string password;
};

/// An RTSP server for feeds. Each is watched as long as it has a client.
class RtspServer {
 public:
  /// Takes the port; who connects waits until `run`. Fails (kConflict) if the port is taken,
  /// (kUnsupported) if a plug-in of GStreamer is missing.
  static Result<RtspServer> create(const RtspOptions& options);
  RtspServer(RtspServer&&) noexcept;
  RtspServer& operator=(RtspServer&&) noexcept;
  /// Closes all connections; feeds that were offered must still be there.
  ~RtspServer();

  /// "rtsp://127.0.0.1:8554/door"
  std::string url(const std::string& name) const;
  /// Serves the feed under this name. It must outlive the server.
  void offer(const std::string& name, sim::Feed& feed);
  /// Serves until SIGINT or SIGTERM, or until `go_on`, which is asked ten times a second, is false.
  void run(const std::function<bool()>& go_on);

 private:
  struct Impl;
  explicit RtspServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::app
