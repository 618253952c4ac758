// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "base/time.h"
#include "sim/agents/person.h"
#include "sim/agents/random.h"

namespace sillage::sim::internal {

/// What there is to see of clothes, as nine numbers that are about standard normal over a crowd:
/// colours of the upper and the lower garment, how lively the pattern is, how long the garments.
/// The same for equal clothes.
using Clothes = std::array<double, 9>;

Clothes clothes_of(const Look& look);
/// Of a thing that a detector takes for a person.
Clothes clothes_of_a_thing(Random& random);

/// The number of the quarter of an hour since 1970, as in wire::ClothingCode: the first is 1.
std::uint32_t code_epoch(Instant at);
/// 64 bits: the signs of random projections, which change with the epoch and follow from the seed.
std::uint64_t code_of(const Clothes& clothes, std::uint64_t seed, std::uint32_t epoch);

}  // namespace sillage::sim::internal
