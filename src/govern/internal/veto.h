// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "govern/gate.h"

namespace sillage::govern::internal {

bool has_veto(const std::filesystem::path& folder);
Blocker veto_blocker(const std::filesystem::path& folder);

}  // namespace sillage::govern::internal
