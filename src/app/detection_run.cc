// SPDX-License-Identifier: Apache-2.0
#include "app/detection_run.h"

#include <algorithm>
#include <ctime>

#include <fmt/core.h>

#include "app/print.h"
#include "app/progress.h"
#include "eval/detection_truth.h"
#include "eye/detect/detector.h"
#include "eye/ingest/video_source.h"

namespace sillage::app {
namespace {

/// Low enough for the whole precision-recall curve.
constexpr double kLowestScore = 0.01;

/// Of the calling thread; unlike the clock on the wall, not stretched by a busy machine.
double processor_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

class Watcher {
 public:
  Watcher(const DetectionSet& set, eye::Detector& detector) : set_(set), detector_(detector) {}

  Result<void> pictures() {
    ASSIGN_OR_RETURN(const auto pictures, eval::read_detection_truth(set_.truth));
    Progress progress("evaluation", static_cast<std::int64_t>(pictures.size()), "pictures");
    for (const auto& picture : pictures) {
      RETURN_IF_ERROR(picture_of(picture));
      progress.set(static_cast<std::int64_t>(run_.samples.size()));
    }
    return {};
  }

  Result<void> clip() {
    ASSIGN_OR_RETURN(const auto rows, eval::read_mot(set_.truth.string()));
    const auto truth = eval::truth_by_frame(rows, set_.truth_scale);
    eye::SourceOptions options;
    options.url = set_.video.string();
    ASSIGN_OR_RETURN(auto source, eye::VideoSource::create(std::move(options)));
    Progress progress("evaluation", source.info().frames, "frames");
    std::int64_t frames = 0;
    for (;;) {
      ASSIGN_OR_RETURN(const auto frame, source.next());
      if (!frame) break;
      frames = frame->index + 1;
      progress.set(frames);
      if (frame->index % set_.every != 0) continue;
      const auto of_frame = truth.find(static_cast<int>(frames));
      RETURN_IF_ERROR(
          look(frame->picture, of_frame == truth.end() ? eval::PictureTruth{} : of_frame->second));
    }
    if (!truth.empty() && truth.rbegin()->first > frames) {
      message(
          fmt::format("sillage: warning: the truth goes to frame {}, the video to frame {}; "
                      "figures are of what was seen",
                      truth.rbegin()->first, frames));
    }
    return {};
  }

  DetectionRun finish() {
    if (!times_.empty()) {
      const auto middle = times_.begin() + static_cast<std::ptrdiff_t>(times_.size() / 2);
      std::nth_element(times_.begin(), middle, times_.end());
      run_.median_ms = *middle;
    }
    return std::move(run_);
  }

 private:
  Result<void> picture_of(const eval::PictureTruth& truth) {
    ASSIGN_OR_RETURN(const auto file, eval::find_picture(set_.images, truth.image));
    eye::SourceOptions options;
    options.url = file.string();
    ASSIGN_OR_RETURN(auto source, eye::VideoSource::create(std::move(options)));
    ASSIGN_OR_RETURN(const auto frame, source.next());
    if (!frame) {
      return fail(ErrorCode::kDataLoss,
                  "{} holds no picture; replace it or take it out of the truth", file.string());
    }
    return look(frame->picture, truth);
  }

  Result<void> look(const eye::I420View& picture, const eval::PictureTruth& truth) {
    const double began = processor_ms();
    ASSIGN_OR_RETURN(const auto detections, detector_.detect(picture));
    times_.push_back(processor_ms() - began);
    eval::DetectionSample sample{truth.boxes, truth.ignored, {}};
    for (const auto& detection : detections) {
      sample.found.push_back({detection.box, detection.score});
    }
    run_.samples.push_back(std::move(sample));
    return {};
  }

  const DetectionSet& set_;
  eye::Detector& detector_;
  DetectionRun run_;
  std::vector<double> times_;
};

}  // namespace

Result<DetectionRun> run_detection(const DetectionSet& set, const eye::Model& model) {
  eye::DetectorOptions options;
  options.min_score = kLowestScore;
  ASSIGN_OR_RETURN(const auto detector, eye::create_detector(model, options));
  Watcher watcher(set, *detector);
  RETURN_IF_ERROR(set.video.empty() ? watcher.pictures() : watcher.clip());
  return watcher.finish();
}

}  // namespace sillage::app
