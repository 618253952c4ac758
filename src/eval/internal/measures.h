// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "eval/internal/sequence.h"
#include "eval/tracking.h"

namespace sillage::eval {

/// Each fills in its part of the sums of one sequence, whose box counts are already there.
Result<void> add_hota(const ComparedSequence& sequence, TrackingSums& sums);
Result<void> add_clear(const ComparedSequence& sequence, TrackingSums& sums);
Result<void> add_identity(const ComparedSequence& sequence, TrackingSums& sums);

/// IoU from which two boxes are the same person for CLEAR and Identity.
inline constexpr double kSamePerson = 0.5;

/// Alpha number `i`: 0.05, 0.10, ... 0.95.
inline double alpha(int i) { return (i + 1) / 20.0; }

}  // namespace sillage::eval
