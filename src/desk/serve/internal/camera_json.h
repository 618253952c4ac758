// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "desk/serve/internal/call.h"

namespace sillage::desk::serve {

/// In the form of the API: without user and password.
Json camera_json(const Document& camera, const LiveState& live);
/// The body to keep, from a request that has passed the schema. What it leaves out stays as it was,
/// but an address that changes takes its password along.
Json camera_body(const Json& request, const Json& before);
/// The address with user and password, to connect to.
std::string address_of(const Json& camera);

Json health_json(const CameraHealth& health);
CameraHealth health_of(const LiveState& live, const CameraId& camera);
/// Nothing known where no floor is connected.
LiveState live_of(Call& call);

}  // namespace sillage::desk::serve
