// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

namespace sillage::desk::serve {

using Json = nlohmann::ordered_json;

}  // namespace sillage::desk::serve
