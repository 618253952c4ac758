// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "geometry/box.h"

namespace sillage::eval {

/// One row of a MOTChallenge text file: frame, id, left, top, width, height, confidence, class, ...
struct MotRow {
  int frame = 0;  ///< from 1
  long id = -1;
  Box box;                ///< pixels
  double confidence = 1;  ///< column 7; ground truth: 0 = to be ignored
  int object_class = -1;  ///< column 8, -1 where absent
};

/// Rows in the order of the file. Empty lines and lines that begin with '#' are skipped; columns
/// are parted by commas or white space. Errors name the file and line.
Result<std::vector<MotRow>> read_mot(const std::filesystem::path& file);
Result<std::vector<MotRow>> parse_mot(std::string_view text, std::string_view name);

/// seqinfo.ini of a MOTChallenge sequence.
struct SequenceInfo {
  std::string name;
  double frame_rate = 0;
  int length = 0;  ///< frames
  int width = 0;
  int height = 0;
};
Result<SequenceInfo> read_sequence_info(const std::filesystem::path& file);

}  // namespace sillage::eval
