// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/result.h"

namespace sillage::app {

/// The address with a user and password in it, as libav wants them; unchanged without a user or
/// where it is a file. Never to be shown.
std::string with_credentials(const std::string& url, const std::string& user,
                             const std::string& password);

/// What is needed to connect to a camera.
struct HostAndPort {
  std::string host;
  std::string port;  ///< in digits
};
/// Nothing for a file.
std::optional<HostAndPort> host_of(const std::string& url);

}  // namespace sillage::app
