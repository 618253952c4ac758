// SPDX-License-Identifier: Apache-2.0
#include "eval/internal/measures.h"
#include "geometry/matching.h"

// Identity: Ristani et al., "Performance Measures and a Data Set for Multi-Target, Multi-Camera
// Tracking", 2016.

namespace sillage::eval {

Result<void> add_identity(const ComparedSequence& sequence, TrackingSums& sums) {
  std::vector<double> frames_together(sequence.pairs.size(), 0);
  for (const auto& frame : sequence.frames) {
    for (const auto& overlap : frame.overlaps) {
      if (reaches(overlap.iou, kSamePerson)) frames_together[overlap.pair] += 1;
    }
  }
  std::vector<Candidate> candidates;
  for (std::size_t p = 0; p < sequence.pairs.size(); ++p) {
    if (frames_together[p] == 0) continue;
    candidates.push_back({sequence.pairs[p].truth, sequence.pairs[p].result, frames_together[p]});
  }
  ASSIGN_OR_RETURN(const auto matches,
                   best_matching(candidates, static_cast<int>(sequence.truth_boxes.size()),
                                 static_cast<int>(sequence.result_boxes.size())));
  for (const int match : matches) {
    sums.id_tp += static_cast<std::int64_t>(candidates[match].score);
  }
  return {};
}

}  // namespace sillage::eval
