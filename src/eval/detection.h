// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/result.h"
#include "geometry/box.h"

namespace sillage::eval {

struct ScoredBox {
  Box box;
  double score = 0;
};

/// One picture: what is there and what was found. `ignored` boxes are neither right nor wrong.
struct DetectionSample {
  std::vector<Box> truth;
  std::vector<Box> ignored;
  std::vector<ScoredBox> found;
};

struct DetectionFigures {
  double ap50 = 0;     ///< area under the interpolated precision-recall curve at IoU 0.5
  double ap50_95 = 0;  ///< mean over IoU 0.50, 0.55, ... 0.95 (COCO, 101 points)
  double recall = 0;   ///< at `threshold`, IoU 0.5
  double precision = 0;
  double best_threshold = 0;  ///< where F1 is highest
  double best_recall = 0, best_precision = 0;
  long truth = 0, found = 0;
};

/// Per picture, the found boxes choose in the order of their scores: each the free box of the truth
/// with the highest IoU. One that gets none, but lies in an ignored box with at least the IoU
/// threshold's share of its own area, is left out. All ratios are 0 where there is nothing to
/// divide by.
DetectionFigures compare_detections(const std::vector<DetectionSample>& samples, double threshold);

}  // namespace sillage::eval
