// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "base/result.h"

namespace sillage::app {

/// Writes a key (P-256, readable by its owner alone) and a certificate for it, for this host's name and
/// the loopback, for 825 days.
Result<void> make_self_signed(const std::filesystem::path& certificate,
                              const std::filesystem::path& key);

}  // namespace sillage::app
