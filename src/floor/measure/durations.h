// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "floor/measure/tally.h"

namespace sillage::floor {

/// Stays per class if none had been cut off: the mass of each censored stay goes in equal parts to
/// the longer stays, as in the redistribute-to-the-right form of the Kaplan-Meier estimate (Efron,
/// Proc. 5th Berkeley Symp. 4, 1967); the longest stays keep theirs. Within a class, completed
/// stays come before censored ones. The sum is that of all stays.
std::array<double, kDwellClasses> redistribute(
    const std::array<std::int64_t, kDwellClasses>& completed,
    const std::array<std::int64_t, kDwellClasses>& censored);

}  // namespace sillage::floor
