// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace sillage::app {

/// What a room is told on its command line; nothing secret.
struct RoomOptions {
  std::string camera;                    ///< of an eye
  std::string model;                     ///< of an eye, and for plates; empty = the configuration's
  std::string manifest;                  ///< of the same; empty = this installation's
  std::filesystem::path permit;          ///< of an eye, and for plates: the gate's page
  std::filesystem::path database;        ///< of the desk
  std::string listen, certificate, key;  ///< of the desk's server; no address = none
  std::filesystem::path governance;  ///< of the desk: folder of the gate's log and keys
  std::filesystem::path metrics;  ///< of the desk: Prometheus text, written anew; empty = none
  std::string config_name;        ///< for messages
  bool demonstration = false;     ///< releases are marked as evaluation
};

// The rooms of `sillage run`, each in a process that the supervisor started. They return when asked
// to stop, or with an error, after which the supervisor starts them again.
Result<void> be_eye(const RoomOptions& options);
Result<void> be_floor(const RoomOptions& options);
Result<void> be_desk(const RoomOptions& options);

}  // namespace sillage::app
