// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
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
/// The same, row by row; `where` ("gt.txt:12") is for error messages. Ends with the first error.
Result<void> for_each_mot_row(
    std::string_view text, std::string_view name,
    const std::function<Result<void>(const MotRow& row, const std::string& where)>& use);
/// The text of a result file: frame,id,left,top,width,height,confidence,-1,-1,-1 with two decimals,
/// in the order of the rows.
std::string to_mot(const std::vector<MotRow>& rows);
/// Of the frames 1, 2, 3, ... keeps 1, 1 + n, 1 + 2n, ... and numbers them 1, 2, 3, ... (n >= 1).
std::vector<MotRow> every_nth_frame(std::vector<MotRow> rows, int n);

/// seqinfo.ini of a MOTChallenge sequence.
struct SequenceInfo {
  std::string name;
  double frame_rate = 0;
  int length = 0;  ///< frames
  int width = 0;
  int height = 0;
};
/// Values that are missing stay 0, but seqLength has to be there. Errors name the file and line.
Result<SequenceInfo> read_sequence_info(const std::filesystem::path& file);
Result<SequenceInfo> parse_sequence_info(std::string_view text, std::string_view name);
/// The same of a sequence that was thinned in this way.
SequenceInfo every_nth_frame(SequenceInfo info, int n);

}  // namespace sillage::eval
