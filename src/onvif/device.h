// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "onvif/messages.h"

namespace sillage::onvif {

struct DeviceOptions {
  std::string address;                               ///< of the device service; http:// alone
  std::string user, password;                        ///< none: asked without proof
  Duration answer_within = std::chrono::seconds(5);  ///< each of the questions
};

struct Stream {
  Profile profile;
  std::string address;  ///< rtsp://..., on the host that was asked; without user and password
};

struct Device {
  std::vector<Stream> streams;
  /// How far the camera's clock is ahead of ours; nothing where it does not say.
  std::optional<Duration> clock_ahead;
};

/// Asks a camera for its streams. Whatever host it names for its services and streams, the one of
/// `address` is taken: cameras behind a router or with an old setting name wrong ones, and a
/// password goes nowhere else. Waits.
Result<Device> ask_device(const DeviceOptions& options, const Clock& clock);

}  // namespace sillage::onvif
