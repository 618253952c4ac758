// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "base/result.h"
#include "eval/detection.h"
#include "eye/detect/model.h"

namespace sillage::app {

/// Labelled pictures, or a clip with the truth of its frames.
struct DetectionSet {
  std::filesystem::path images;  ///< folder of pictures; empty: `video` it is
  std::filesystem::path video;
  std::filesystem::path truth;
  double truth_scale = 1;  ///< truth pixels times this are pixels of the clip
  int every = 1;           ///< frames 1, 1 + every, ... of the clip
};

/// What a detector found, beside the truth.
struct DetectionRun {
  std::vector<eval::DetectionSample> samples;
  /// Median of the processor time of one picture, from decoded picture to boxes, one thread.
  double median_ms = 0;
};

/// Looks at every picture of the set with the model, down to scores of 0.01.
Result<DetectionRun> run_detection(const DetectionSet& set, const eye::Model& model);

}  // namespace sillage::app
