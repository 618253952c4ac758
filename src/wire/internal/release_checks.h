// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/release.h"

namespace sillage::wire::internal {

// What is wrong, as the end of a sentence that begins with "it" or "figure 3"; nullptr if nothing.

/// Everything but the version.
const char* fault_of(const ReleaseHeader& header);
const char* fault_of(const Figure& figure, ReleaseMode mode);

/// True if two figures claim to be the same.
bool has_duplicates(const std::vector<Figure>& figures);

}  // namespace sillage::wire::internal
