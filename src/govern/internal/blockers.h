// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "govern/gap.h"
#include "govern/gate.h"

namespace sillage::govern::internal {

/// What keeps the cameras dark, the veto apart.
std::vector<Blocker> blockers_of(const Gap& gap);

}  // namespace sillage::govern::internal
