// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

#include "base/result.h"
#include "eval/mot.h"
#include "eval/tracking.h"

namespace sillage::eval {

/// Two boxes (or places) of one frame that are alike.
struct Overlap {
  int truth = 0;   ///< index into ComparedFrame::truth_ids
  int result = 0;  ///< index into ComparedFrame::result_ids
  int pair = 0;    ///< index into ComparedSequence::pairs
  double iou = 0;  ///< or another similarity, above 0, at most 1
};

struct ComparedFrame {
  std::vector<int> truth_ids;  ///< identity of each box, renumbered from 0
  std::vector<int> result_ids;
  std::vector<Overlap> overlaps;
};

/// Identities that overlap in at least one frame.
struct IdPair {
  int truth = 0;
  int result = 0;
};

/// A sequence after preprocessing, ready to be compared. Frames without any box are left out: they
/// count nowhere. Memory grows with the boxes and their overlaps, not with the product of the ids.
struct ComparedSequence {
  std::vector<ComparedFrame> frames;
  std::vector<IdPair> pairs;
  std::vector<std::int64_t> truth_boxes;   ///< per identity
  std::vector<std::int64_t> result_boxes;  ///< per identity
};

/// An IoU just at a threshold counts as reaching it, whatever its last bit says.
inline bool reaches(double iou, double threshold) {
  return iou >= threshold - std::numeric_limits<double>::epsilon();
}

/// By frame, then id. An id twice in one frame and a frame outside 1 ... `frames` are errors;
/// `side`
/// ("result") names the rows in them.
Result<std::vector<MotRow>> ordered_rows(const std::vector<MotRow>& rows, int frames,
                                         const char* side);

/// How alike two rows of one frame are, 0 to 1.
using Similarity = std::function<double(const MotRow& truth, const MotRow& result)>;

/// Cleans both sides (tracking.h, Preprocess) and finds all overlaps.
Result<ComparedSequence> prepare(const std::vector<MotRow>& truth,
                                 const std::vector<MotRow>& result, int frames,
                                 Preprocess preprocess, const Similarity& similarity);

}  // namespace sillage::eval
