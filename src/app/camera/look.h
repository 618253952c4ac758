// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "app/supervisor/secrets.h"
#include "base/result.h"
#include "eye/ingest/stream_facts.h"

namespace sillage::app {

struct CameraStream {
  std::string source;  ///< without user and password
  std::string name;    ///< the camera's own, where it has one
  eye::StreamFacts facts;
};

/// Whether it is the address of an ONVIF service and not of a stream: http://HOST/onvif/...
bool is_onvif(const std::string& address);

/// Every stream of a camera that gives pictures, looked at for some seconds each; not empty.
/// `address` is that of its ONVIF service, or of a stream: then its other streams are tried by the
/// names that makers use. Fails as the first of them does where none gives a picture.
Result<std::vector<CameraStream>> look_at_camera(const std::string& address,
                                                 const Credentials& credentials);

/// One stream.
Result<CameraStream> look_at_one(const std::string& source, const Credentials& credentials);

/// Addresses that the other streams of this camera may have, by the habits of makers.
std::vector<std::string> siblings_of(const std::string& source);

}  // namespace sillage::app
