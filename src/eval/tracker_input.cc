// SPDX-License-Identifier: Apache-2.0
#include "eval/tracker_input.h"

#include <algorithm>

#include "base/files.h"
#include "eval/camera_file.h"

namespace sillage::eval {
namespace {

namespace fs = std::filesystem;

/// Frames per second; whatever lies outside is a mistake.
constexpr double kSlowest = 0.01;
constexpr double kFastest = 1000;

fs::path info_of(const fs::path& sequence) { return sequence / "seqinfo.ini"; }
fs::path boxes_of(const fs::path& sequence) { return sequence / "det" / "det.txt"; }
fs::path camera_of(const fs::path& sequence) { return sequence / "cam_para.txt"; }

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

Result<void> check_folder(const fs::path& sequence) {
  std::error_code ignored;
  if (!fs::is_directory(sequence, ignored)) {
    return fail(ErrorCode::kNotFound,
                "{} is no folder; name the folder of a MOTChallenge sequence, with seqinfo.ini and "
                "det/det.txt in it",
                sequence.string());
  }
  for (const fs::path& file : {info_of(sequence), boxes_of(sequence)}) {
    if (!is_there(file)) {
      return fail(ErrorCode::kNotFound,
                  "there is no {}; a sequence needs seqinfo.ini (frameRate, seqLength, imWidth, "
                  "imHeight) and det/det.txt (frame,id,left,top,width,height,confidence)",
                  file.string());
    }
  }
  return {};
}

Result<SequenceInfo> read_complete_info(const fs::path& file) {
  ASSIGN_OR_RETURN(const SequenceInfo info, read_sequence_info(file));
  if (!(info.frame_rate > 0)) {
    return fail(ErrorCode::kInvalidArgument, "{} has no frameRate; add the frames per second",
                file.string());
  }
  if (info.frame_rate < kSlowest || info.frame_rate > kFastest) {
    return fail(ErrorCode::kInvalidArgument,
                "{}: frameRate is {}; give frames per second, {} to {}", file.string(),
                info.frame_rate, kSlowest, kFastest);
  }
  if (info.width < 1 || info.height < 1) {
    return fail(ErrorCode::kInvalidArgument,
                "{} has no imWidth and imHeight; add the picture's size in pixels", file.string());
  }
  return info;
}

Result<std::vector<MotRow>> read_boxes(const fs::path& file, int frames) {
  ASSIGN_OR_RETURN(const std::string text, read_file(file));
  std::vector<MotRow> boxes;
  RETURN_IF_ERROR(for_each_mot_row(
      text, file.string(), [&](const MotRow& row, const std::string& where) -> Result<void> {
        if (row.frame > frames) {
          return fail(ErrorCode::kInvalidArgument,
                      "{}: frame {} of a sequence of {}; correct it, or seqLength in seqinfo.ini",
                      where, row.frame, frames);
        }
        if (!(row.box.area() > 0)) {
          return fail(ErrorCode::kInvalidArgument,
                      "{}: a box of {} x {} pixels holds nobody; take the line out", where,
                      row.box.width, row.box.height);
        }
        boxes.push_back(row);
        boxes.back().confidence = std::clamp(row.confidence, 0.0, 1.0);
        return {};
      }));
  std::stable_sort(boxes.begin(), boxes.end(),
                   [](const MotRow& a, const MotRow& b) { return a.frame < b.frame; });
  return boxes;
}

Result<Homography> read_floor(const fs::path& file) {
  ASSIGN_OR_RETURN(const PinholeCamera camera, read_camera_file(file));
  auto floor = Homography::from_camera(camera);
  if (!floor) return tl::unexpected(std::move(floor).error().with(file.string()));
  return floor;
}

}  // namespace

Result<TrackerInput> read_tracker_input(const fs::path& sequence) {
  RETURN_IF_ERROR(check_folder(sequence));
  TrackerInput input;
  ASSIGN_OR_RETURN(input.info, read_complete_info(info_of(sequence)));
  ASSIGN_OR_RETURN(input.boxes, read_boxes(boxes_of(sequence), input.info.length));
  if (is_there(camera_of(sequence))) {
    ASSIGN_OR_RETURN(input.floor_from_image, read_floor(camera_of(sequence)));
  }
  return input;
}

std::vector<fs::path> tracker_input_files(const fs::path& sequence) {
  return {info_of(sequence), boxes_of(sequence), camera_of(sequence)};
}

}  // namespace sillage::eval
