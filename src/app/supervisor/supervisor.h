// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace sillage::app {

struct RunOptions {
  std::string config;                     ///< path of the store's TOML
  std::filesystem::path database;         ///< SQLite file of the releases
  std::string listen = "127.0.0.1:8080";  ///< of the dashboard and the API; empty = none
  std::string certificate, key;           ///< PEM files, for TLS
  std::filesystem::path metrics;          ///< file of Prometheus text, written anew; empty = none
  std::filesystem::path governance;       ///< folder of the gate; empty = beside the configuration
  std::string model, manifest;            ///< of the detector; empty = the configuration's, ours
  /// A trial without a deployment: marked as such in every figure and message.
  bool demonstration = false;
};

/// Starts an eye per camera, the floor and the desk, and keeps them going until SIGINT or SIGTERM.
/// SIGHUP reads the configuration again. Holds no data but keys, and opens no port.
Result<void> supervise(const RunOptions& options);

}  // namespace sillage::app
