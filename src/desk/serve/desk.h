// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "desk/serve/governance.h"
#include "desk/serve/installation.h"
#include "desk/serve/live_state.h"
#include "desk/serve/set_up.h"
#include "desk/serve/setup_tools.h"

namespace sillage::desk {

struct DeskOptions {
  std::filesystem::path database;
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  ///< 0: any free one
  std::filesystem::path web;  ///< files of the dashboard; empty: none
  /// PEM files. Without them the desk speaks plain HTTP, which is for loopback or behind a proxy.
  std::string certificate_file, key_file;
  std::optional<Installation> installation;  ///< of the store that is configured, if any
  std::string version;
  /// Makes an account that may look, of a database of a demonstration, with a new password.
  bool demonstration = false;
  double reads_per_s = 100;  ///< of one account, on average; ten times as many at once
  std::function<LiveState()> live;           ///< called about once a second and stream; quick
  std::function<std::string()> prometheus;   ///< further lines in the text format
  /// Told what people have set up, whenever they have changed it, or why that makes no configuration
  /// (yet). Quick; not set: it stays in the database.
  std::function<void(const Result<SetUp>&)> publish;
  Governance governance;
  SetupTools tools;
};

/// The desk: API, dashboard, roll-ups, retention. Threads of its own, no signal handlers; after
/// `create` no file is opened but the database.
class Desk {
 public:
  /// Opens the database, brings roll-ups up to date, reads the dashboard's files, binds the port.
  static Result<std::unique_ptr<Desk>> create(DeskOptions options);
  virtual ~Desk() = default;
  virtual void start() = 0;
  virtual void stop() = 0;
  virtual std::uint16_t port() const = 0;
  /// "http://127.0.0.1:8080".
  virtual std::string address() const = 0;
  /// Where the first account is made; empty once there is one.
  virtual std::string first_run_link() const = 0;
  struct Viewer {
    std::string user, password;
  };
  /// Of a demonstration.
  virtual std::optional<Viewer> demonstration_viewer() const = 0;
};

}  // namespace sillage::desk
