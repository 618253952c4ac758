// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "sim/camera/internal/solid.h"

namespace sillage::sim::render {

/// Body and clothes of a person at rest, as solids around the skeleton: skin, garments, hair, shoes
/// and bags.
std::vector<Solid> dress(const Person& person, const Skeleton& skeleton);
/// The shopping bag of one who has bought, in the left hand.
Solid shopping_bag(const Skeleton& skeleton, Dye dye);

}  // namespace sillage::sim::render
