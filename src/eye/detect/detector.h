// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "base/result.h"
#include "eye/common/detection.h"
#include "eye/common/frame.h"
#include "eye/detect/model.h"

namespace sillage::eye {

struct DetectorOptions {
  /// Boxes below this score are dropped at once. Low: the tracker weighs low scores itself.
  double min_score = 0.3;
  /// At most this many boxes of one frame, the best ones.
  int max_detections = 300;
  /// Shared library of ONNX Runtime; empty = search (see runtime_library_candidates()).
  std::filesystem::path runtime_library;

  Result<void> check() const;
};

/// Finds people in one picture. One object per eye, used from one thread.
class Detector {
 public:
  virtual ~Detector() = default;
  /// Boxes in pixels of `picture`, clipped to it, best score first. Deterministic.
  virtual Result<std::vector<Detection>> detect(const I420View& picture) = 0;
  /// Score from which a box is rather a person than not (see Model::threshold).
  virtual double threshold() const { return 0.5; }
};

/// Loads the runtime and the model (hash checked against the manifest, shapes checked against the
/// decoder). Single-threaded session.
Result<std::unique_ptr<Detector>> create_detector(const Model& model, DetectorOptions options);

/// Places where the runtime library is looked for, in order; $SILLAGE_ONNXRUNTIME alone when it is
/// set, so that a wrong choice is noticed.
std::vector<std::filesystem::path> runtime_library_candidates();

}  // namespace sillage::eye
