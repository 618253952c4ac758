// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/plan/internal/document.h"

namespace sillage::sim::internal {

/// The plan from the tables of the file; times and names that cannot be read are reported.
Plan assemble(const Document& document, Problems& problems);

/// Everything that concerns more than one key: geometry, who refers to whom, whether people can
/// reach what they need. Every problem names the element.
void check(const Plan& plan, Problems& problems);

/// Whether people can reach what they need; only for plans whose shapes have passed `check`.
void check_ways(const Plan& plan, Problems& problems);

}  // namespace sillage::sim::internal
