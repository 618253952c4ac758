// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "eye/common/detection.h"

namespace sillage::eye {

/// Candidates of one frame that enter the suppression; of more, the best are taken. It bounds the
/// work, which grows with the square.
constexpr std::size_t kMaxCandidates = 1000;

/// Greedy non-maximum suppression: goes from the best score down and keeps a box unless it overlaps
/// a kept one by more than `max_iou`. Best first; of equal scores the earlier candidate comes
/// first, so that the result is the same on every run and machine.
std::vector<Detection> suppress_overlaps(std::vector<Detection> candidates, double max_iou);

}  // namespace sillage::eye
