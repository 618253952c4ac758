// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "desk/http/message.h"

namespace sillage::desk::http {

struct ServerOptions {
  std::string address = "127.0.0.1";  ///< to listen on
  std::uint16_t port = 8080;          ///< 0: any free one
  /// PEM files; both or neither. With them the server speaks TLS 1.2 or 1.3 and nothing else.
  std::string certificate_file, key_file;
  int workers = 3;               ///< threads for quick requests
  int work_workers = 2;          ///< threads for requests that want working out
  int most_connections = 512;    ///< further ones are closed at once
  int most_waiting = 256;        ///< requests of a lane that wait; further ones get 503
  int most_streams = 64;         ///< of server-sent events; further ones get 503
  std::size_t most_header = 16 << 10, most_body = 9u << 20;  ///< bytes
  std::chrono::seconds read_timeout{15}, idle_timeout{60};
};

/// Answers one request. Called by several threads at once; must not throw.
using Handler = std::function<Response(const Request&)>;
/// Where a request waits.
/// Called by the network thread: must be quick itself.
using LaneOf = std::function<Lane(const Request&)>;

/// HTTP/1.1 with keep-alive, over TCP or TLS. Bounded in everything; a slow or broken client costs
/// a connection until its timeout. What a client that has gone had asked for is not worked out. Threads of its own, no signal handlers.
class Server {
 public:
  /// Binds at once, so that a port in use is an error here (kConflict).
  static Result<std::unique_ptr<Server>> create(const ServerOptions& options, Handler handler,
                                                LaneOf lane_of);
  virtual ~Server() = default;
  virtual void start() = 0;
  /// Stops listening, waits for what is being answered, closes connections. At most a second or so,
  /// as long as no handler takes longer.
  virtual void stop() = 0;
  virtual std::uint16_t port() const = 0;
};

}  // namespace sillage::desk::http
