// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "eval/mot.h"
#include "geometry/box.h"

namespace sillage::eval {

/// What is on one picture, in its pixels.
struct PictureTruth {
  std::string image;  ///< as the truth names it: a path below the folder of pictures
  std::vector<Box> boxes;
  std::vector<Box> ignored;
};

/// A file with one JSON object a line, {"image": "a.jpg", "boxes": [[x1, y1, x2, y2], ...],
/// "ignore": [...]} (other keys are skipped), or a folder of PASCAL annotations of version 1.00 as
/// Penn-Fudan has them. In the order of the file, or of names. Errors name file and line.
Result<std::vector<PictureTruth>> read_detection_truth(const std::filesystem::path& path);
Result<std::vector<PictureTruth>> parse_picture_lines(std::string_view text, std::string_view name);
Result<PictureTruth> parse_pascal_annotation(std::string_view text, std::string_view name);

/// The picture of that name in `folder`: as named, else the same file name with another ending.
/// kNotFound says where it was looked for.
Result<std::filesystem::path> find_picture(const std::filesystem::path& folder,
                                           const std::string& image);

/// Truth of tracks as truth of detections, by frame number; every box is multiplied by `scale`.
/// People marked to be ignored and MOT17's distractors are ignored; other classes are left out.
std::map<int, PictureTruth> truth_by_frame(const std::vector<MotRow>& rows, double scale);

}  // namespace sillage::eval
