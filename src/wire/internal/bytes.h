// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "base/bytes.h"
#include "base/time.h"

namespace sillage::wire::internal {

using sillage::ByteReader;
using sillage::ByteWriter;

/// Width of an id on the wire (see is_valid_id).
inline constexpr std::size_t kIdWidth = 32;

/// Years 1970 to 2200: 1970-01-01 up to, not including, 2201-01-01.
bool is_plausible_time(Instant instant);

}  // namespace sillage::wire::internal
