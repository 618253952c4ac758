// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "govern/attest/ledger.h"
#include "govern/gate.h"

namespace sillage::govern::internal {

bool has_veto(const std::filesystem::path& folder);
/// Who and why, from the veto's file; `now` where it cannot be read.
VetoState veto_state(const std::filesystem::path& folder, Instant now);
Blocker veto_blocker(const std::filesystem::path& folder);

}  // namespace sillage::govern::internal
