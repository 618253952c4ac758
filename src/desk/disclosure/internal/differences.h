// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "desk/disclosure/disclosure.h"

namespace sillage::desk::internal {

/// Subtracts published sets that lie within one another, within bins and between a day's paths and
/// its bins.
void find_differences(const std::vector<Published>& releases, Disclosure& found);

}  // namespace sillage::desk::internal
