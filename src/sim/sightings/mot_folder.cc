// SPDX-License-Identifier: Apache-2.0
#include "sim/sightings/mot_folder.h"

#include <fmt/format.h>

#include "base/files.h"

namespace sillage::sim {
namespace {

namespace fs = std::filesystem;

/// Evaluations leave out people of whom less is visible, as sim/camera's truth does.
constexpr double kLeastMarked = 0.25;

Result<void> make_folders(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_empty(folder, error)) {
    return fail(ErrorCode::kConflict, "{} is there already and not empty; name another folder",
                folder.string());
  }
  for (const char* part : {"det", "gt"}) {
    fs::create_directories(folder / part, error);
    if (error) {
      return fail(ErrorCode::kPermission, "cannot make {}: {}; name a folder that can be written",
                  (folder / part).string(), error.message());
    }
  }
  return {};
}

Result<void> check(const std::ofstream& file, const fs::path& path) {
  if (file.good()) return {};
  return fail(ErrorCode::kExhausted, "cannot write {}; is the disk full?", path.string());
}

}  // namespace

std::string box_lines(const WatchedFrame& frame) {
  std::string text;
  for (const FoundBox& found : frame.boxes) {
    const Box& box = found.box;
    text += fmt::format("{},-1,{:.2f},{:.2f},{:.2f},{:.2f},{:.4f},-1,-1,-1\n", frame.number,
                        box.left, box.top, box.width, box.height, found.score);
  }
  return text;
}

std::string truth_lines(const WatchedFrame& frame) {
  std::string text;
  for (const SeenPerson& seen : frame.people) {
    const Box& box = seen.whole;
    text += fmt::format("{},{},{:.2f},{:.2f},{:.2f},{:.2f},{},1,{:.3f},{:.3f},{:.3f}\n",
                        frame.number, static_cast<std::uint32_t>(seen.person) + 1, box.left,
                        box.top, box.width, box.height, seen.visible_share >= kLeastMarked ? 1 : 0,
                        seen.visible_share, seen.foot_in_floor.x, seen.foot_in_floor.y);
  }
  return text;
}

std::string sequence_info(const CameraPlan& camera, int frames) {
  return fmt::format(
      "[Sequence]\nname={}\nframeRate={}\nseqLength={}\nimWidth={}\nimHeight={}\nimExt=.jpg\n",
      camera.id, camera.fps, frames, camera.image_size.width, camera.image_size.height);
}

std::string camera_file(const Lens& lens) {
  const PinholeCamera& camera = lens.pinhole();
  const auto& r = camera.rotation;
  const auto& t = camera.translation;
  return fmt::format(
      "RotationMatrices\n{:.12g} {:.12g} {:.12g}\n{:.12g} {:.12g} {:.12g}\n{:.12g} {:.12g} "
      "{:.12g}\n\nTranslationVectors\n{:.12g} {:.12g} {:.12g}\n\nIntrinsicMatrix\n{:.12g} 0 "
      "{:.12g}\n0 {:.12g} {:.12g}\n0 0 1\n",
      r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8], t[0] * 1000, t[1] * 1000, t[2] * 1000,
      camera.fx, camera.cx, camera.fy, camera.cy);
}

Result<MotFolder> MotFolder::create(const fs::path& folder, const CameraView& view) {
  RETURN_IF_ERROR(make_folders(folder));
  MotFolder made(folder, view);
  RETURN_IF_ERROR(check(made.boxes_file_, folder / "det" / "det.txt"));
  RETURN_IF_ERROR(check(made.truth_file_, folder / "gt" / "gt.txt"));
  return made;
}

MotFolder::MotFolder(fs::path folder, const CameraView& view)
    : folder_(std::move(folder)),
      camera_(view.plan()),
      calibration_(camera_file(view.lens())),
      boxes_file_(folder_ / "det" / "det.txt"),
      truth_file_(folder_ / "gt" / "gt.txt") {}

Result<void> MotFolder::add(const WatchedFrame& frame) {
  boxes_file_ << box_lines(frame);
  truth_file_ << truth_lines(frame);
  frames_ = frame.number;
  boxes_ += static_cast<long>(frame.boxes.size());
  RETURN_IF_ERROR(check(boxes_file_, folder_ / "det" / "det.txt"));
  return check(truth_file_, folder_ / "gt" / "gt.txt");
}

Result<void> MotFolder::finish() {
  boxes_file_.close();
  truth_file_.close();
  RETURN_IF_ERROR(check(boxes_file_, folder_ / "det" / "det.txt"));
  RETURN_IF_ERROR(check(truth_file_, folder_ / "gt" / "gt.txt"));
  RETURN_IF_ERROR(write_file_atomically(folder_ / "cam_para.txt", calibration_));
  return write_file_atomically(folder_ / "seqinfo.ini", sequence_info(camera_, frames_));
}

}  // namespace sillage::sim
