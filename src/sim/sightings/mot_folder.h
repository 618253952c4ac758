// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "base/result.h"
#include "sim/sightings/watch.h"

namespace sillage::sim {

/// The folder of a MOTChallenge sequence, written frame by frame: `det/det.txt`, `gt/gt.txt`,
/// `seqinfo.ini`, `cam_para.txt`. What stands in them: docs/reference/sim-sightings.md.
class MotFolder {
 public:
  /// Makes the folder. Fails (kConflict) if there is one already that is not empty, (kPermission,
  /// kExhausted) where it cannot be written.
  static Result<MotFolder> create(const std::filesystem::path& folder, const CameraView& view);

  Result<void> add(const WatchedFrame& frame);
  /// Writes what is known only at the end. Nothing was complete before.
  Result<void> finish();

  int frames() const { return frames_; }
  long boxes() const { return boxes_; }

 private:
  MotFolder(std::filesystem::path folder, const CameraView& view);

  std::filesystem::path folder_;
  CameraPlan camera_;
  std::string calibration_;  ///< cam_para.txt
  std::ofstream boxes_file_, truth_file_;
  int frames_ = 0;
  long boxes_ = 0;
};

/// The rows of one frame, as they stand in det.txt and gt.txt.
std::string box_lines(const WatchedFrame& frame);
std::string truth_lines(const WatchedFrame& frame);
/// seqinfo.ini and cam_para.txt of a camera.
std::string sequence_info(const CameraPlan& camera, int frames);
std::string camera_file(const Lens& lens);

}  // namespace sillage::sim
