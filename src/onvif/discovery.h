// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "onvif/messages.h"

namespace sillage::onvif {

struct DiscoveryOptions {
  /// Name of the network interface that asks ("eth0"); empty: the system's choice.
  std::string interface;
  /// Who is asked: everybody, or one device in another network.
  std::string to = "239.255.255.250";
  std::uint16_t port = 3702;
  Duration listen_for = std::chrono::seconds(3);
};

/// Asks all cameras of a network for their addresses (WS-Discovery 1.0, over UDP); none is no
/// error. Each is named once, in the order of its address. Waits for all of `listen_for`.
Result<std::vector<Found>> discover(const DiscoveryOptions& options);

}  // namespace sillage::onvif
