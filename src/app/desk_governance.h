// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "desk/serve/governance.h"
#include "govern/gap.h"

namespace sillage::app {

/// Connects the desk's governance pages to `govern`, for the store of this configuration file. The
/// process needs to read and write the governance folder beside it.
desk::Governance desk_governance(const std::string& config_file, bool demonstration);
/// The same of what `input` says at each call; by several threads.
desk::Governance desk_governance(std::function<Result<govern::GapInput>()> input,
                                 bool demonstration);

}  // namespace sillage::app
