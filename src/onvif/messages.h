// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace sillage::onvif {

/// A device that answered a discovery.
struct Found {
  std::string address;  ///< of its device service, http:// or https://
  std::string name, hardware, location;
};

/// A stream that a camera can make, as it describes it. 0 where it does not say.
struct Profile {
  std::string token;  ///< the camera's name for it
  std::string name;
  std::string codec;  ///< "h264", "h265", "jpeg"
  int width = 0, height = 0;
  double fps = 0;
};

/// Texts that prove who asks (WS-UsernameToken profile 1.0): base64(SHA-1(nonce + created +
/// password)).
struct Proof {
  std::string user, digest, nonce, created;
};
Proof prove(const std::string& user, const std::string& password, std::string_view nonce,
            Instant created);

// What is asked. `id` is a UUID.
std::string probe_request(std::string_view id);
std::string time_request();
std::string services_request(const Proof* proof);
std::string profiles_request(const Proof* proof);
std::string stream_request(const Proof* proof, std::string_view profile);

// What is answered: any bytes. A fault of the camera's is an error with its reason; what is not an
// answer to that question is kDataLoss.
Result<std::vector<Found>> read_probe_matches(std::string_view xml);
Result<Instant> read_time(std::string_view xml);
/// Address of the media service.
Result<std::string> read_services(std::string_view xml);
/// At most 32, in the camera's order.
Result<std::vector<Profile>> read_profiles(std::string_view xml);
Result<std::string> read_stream(std::string_view xml);

}  // namespace sillage::onvif
