// SPDX-License-Identifier: Apache-2.0
#include "eye/detect/internal/suppress.h"

#include <algorithm>

namespace sillage::eye {

std::vector<Detection> suppress_overlaps(std::vector<Detection> candidates, double max_iou) {
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Detection& a, const Detection& b) { return a.score > b.score; });
  if (candidates.size() > kMaxCandidates) candidates.resize(kMaxCandidates);
  std::vector<Detection> kept;
  for (const auto& candidate : candidates) {
    const bool covered = std::any_of(kept.begin(), kept.end(), [&](const Detection& better) {
      return iou(better.box, candidate.box) > max_iou;
    });
    if (!covered) kept.push_back(candidate);
  }
  return kept;
}

}  // namespace sillage::eye
