// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "base/time.h"

namespace sillage::onvif::internal {

struct HttpAddress {
  std::string host, port, path;
};
/// Of "http://HOST[:PORT][/PATH]". Fails (kUsage) on anything else, a user name in it included.
Result<HttpAddress> parse_address(const std::string& url);

/// Sends a SOAP request and returns the body of the answer, whatever its status but 401 and 404.
/// Ends after `limit` and after 1 MiB.
Result<std::string> http_post(const HttpAddress& to, const std::string& body, Duration limit);

}  // namespace sillage::onvif::internal
