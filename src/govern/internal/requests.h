// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>

#include "base/time.h"

namespace sillage::govern::internal {

/// When the oldest request came whose sender's address is still kept.
std::optional<Instant> oldest_sender(const std::filesystem::path& folder);

}  // namespace sillage::govern::internal
