// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "eval/internal/measures.h"
#include "geometry/matching.h"

// HOTA: Luiten et al., "HOTA: A Higher Order Metric for Evaluating Multi-Object Tracking", IJCV
// 2021. The two passes (global alignment of identities, then matching per frame) follow TrackEval.

namespace sillage::eval {
namespace {

/// How well each pair of identities fits over the whole sequence, 0 to 1: a Jaccard index of soft
/// matches over the boxes of both.
std::vector<double> global_alignment(const ComparedSequence& sequence) {
  std::vector<double> soft_matches(sequence.pairs.size(), 0);
  std::vector<double> row_sum, column_sum;
  for (const auto& frame : sequence.frames) {
    row_sum.assign(frame.truth_ids.size(), 0);
    column_sum.assign(frame.result_ids.size(), 0);
    for (const auto& overlap : frame.overlaps) {
      row_sum[overlap.truth] += overlap.iou;
      column_sum[overlap.result] += overlap.iou;
    }
    for (const auto& overlap : frame.overlaps) {
      const double all = row_sum[overlap.truth] + column_sum[overlap.result] - overlap.iou;
      soft_matches[overlap.pair] += overlap.iou / all;
    }
  }
  std::vector<double> alignment(sequence.pairs.size());
  for (std::size_t p = 0; p < sequence.pairs.size(); ++p) {
    const auto [truth, result] = sequence.pairs[p];
    const auto boxes =
        static_cast<double>(sequence.truth_boxes[truth] + sequence.result_boxes[result]);
    alignment[p] = soft_matches[p] / (boxes - soft_matches[p]);
  }
  return alignment;
}

/// Number of true positives of a pair of identities, per alpha.
using MatchCounts = std::array<int, kAlphas>;

void count_match(const Overlap& overlap, std::vector<MatchCounts>& counts, TrackingSums& sums) {
  for (int a = 0; a < kAlphas && reaches(overlap.iou, alpha(a)); ++a) {
    ++counts[overlap.pair][a];
    sums.hota_tp[a] += 1;
    sums.localisation[a] += overlap.iou;
  }
}

void add_association(const ComparedSequence& sequence, const std::vector<MatchCounts>& counts,
                     TrackingSums& sums) {
  for (std::size_t p = 0; p < counts.size(); ++p) {
    const auto [truth, result] = sequence.pairs[p];
    const auto boxes =
        static_cast<double>(sequence.truth_boxes[truth] + sequence.result_boxes[result]);
    for (int a = 0; a < kAlphas; ++a) {
      const double matches = counts[p][a];
      sums.association[a] += matches * matches / std::max(1.0, boxes - matches);
    }
  }
}

}  // namespace

Result<void> add_hota(const ComparedSequence& sequence, TrackingSums& sums) {
  const auto alignment = global_alignment(sequence);
  std::vector<MatchCounts> counts(sequence.pairs.size(), MatchCounts{});
  std::vector<Candidate> candidates;
  for (const auto& frame : sequence.frames) {
    candidates.clear();
    for (const auto& overlap : frame.overlaps) {
      candidates.push_back({overlap.truth, overlap.result, alignment[overlap.pair] * overlap.iou});
    }
    ASSIGN_OR_RETURN(const auto matches,
                     best_matching(candidates, static_cast<int>(frame.truth_ids.size()),
                                   static_cast<int>(frame.result_ids.size())));
    for (const int match : matches) count_match(frame.overlaps[match], counts, sums);
  }
  for (int a = 0; a < kAlphas; ++a) {
    sums.hota_fn[a] = static_cast<double>(sums.truth_boxes) - sums.hota_tp[a];
    sums.hota_fp[a] = static_cast<double>(sums.result_boxes) - sums.hota_tp[a];
  }
  add_association(sequence, counts, sums);
  return {};
}

}  // namespace sillage::eval
