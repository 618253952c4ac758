// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace sillage {

/// Optimal one-to-one assignment of rows to columns, minimum total cost.
/// `cost` is row-major, rows x columns, finite. Every row of the shorter side is assigned; the
/// answer has one entry per row: its column, or -1. Deterministic: ties go to the lowest index.
/// Where a cost is not finite nothing is assigned (all -1). O(n^2 m). Shortest augmenting paths
/// with potentials: Jonker & Volgenant, Computing 38 (1987).
std::vector<int> minimum_cost_assignment(std::span<const double> cost, int rows, int columns);

/// The same for a score to maximise.
std::vector<int> maximum_score_assignment(std::span<const double> score, int rows, int columns);

}  // namespace sillage
