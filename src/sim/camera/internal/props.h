// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/agents/person.h"
#include "sim/camera/internal/figure.h"

namespace sillage::sim::render {

/// A trolley, pushchair or wheelchair, standing on the origin and facing +x; both sides of its
/// surfaces are seen. Empty for `kNone`.
std::vector<Figure::Part> prop_parts(Prop prop, std::uint64_t seed);

}  // namespace sillage::sim::render
