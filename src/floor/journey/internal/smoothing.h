// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>

#include "wire/sighting.h"

namespace sillage::floor::internal {

/// Where the person of `seen[i]` was, from the sightings on both sides: a straight line through
/// them, the nearer in time the more weight (local linear regression, Gaussian of 0.3 s).
Point smoothed_place(const std::deque<wire::Sighting>& seen, std::size_t i);

}  // namespace sillage::floor::internal
