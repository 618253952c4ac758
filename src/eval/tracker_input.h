// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "base/result.h"
#include "eval/mot.h"
#include "geometry/homography.h"

namespace sillage::eval {

/// A MOTChallenge sequence as a tracker gets it: boxes of a detector, nobody's identity.
struct TrackerInput {
  SequenceInfo info;  ///< rate, length and size of the picture are all known
  /// floor_from_image in metres; nothing where the sequence has no cam_para.txt.
  std::optional<Homography> floor_from_image;
  /// By frame, those of one frame in the order of the file; confidence 0 to 1.
  std::vector<MotRow> boxes;
};

/// Reads `seqinfo.ini`, `det/det.txt` and, where it exists, `cam_para.txt` of a sequence's folder.
/// Confidences outside 0 ... 1 are clipped. Errors name file and line: a box in a frame beyond
/// seqLength, a box without area, a setting that is missing.
Result<TrackerInput> read_tracker_input(const std::filesystem::path& sequence);

/// The files that read_tracker_input reads, whether they exist or not.
std::vector<std::filesystem::path> tracker_input_files(const std::filesystem::path& sequence);

}  // namespace sillage::eval
