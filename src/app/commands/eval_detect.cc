// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/print.h"
#include "app/progress.h"
#include "eval/detection.h"
#include "eval/detection_truth.h"
#include "eye/detect/detector.h"
#include "eye/ingest/video_source.h"

namespace sillage::app {
namespace {

/// Low enough for the whole precision-recall curve.
constexpr double kLowestScore = 0.01;

struct EvalDetectOptions {
  std::string images;
  std::string video;
  std::string truth;
  double truth_scale = 1;
  int every = 1;
  std::string model;
  std::string manifest;
  double threshold = 0.4;
  bool json = false;
};

struct Watched {
  std::vector<eval::DetectionSample> samples;
  std::string model;
};

Result<void> look(eye::Detector& detector, const eye::I420View& picture,
                  const eval::PictureTruth& truth, std::vector<eval::DetectionSample>& samples) {
  ASSIGN_OR_RETURN(const auto detections, detector.detect(picture));
  eval::DetectionSample sample{truth.boxes, truth.ignored, {}};
  for (const auto& detection : detections) sample.found.push_back({detection.box, detection.score});
  samples.push_back(std::move(sample));
  return {};
}

Result<void> look_at_picture(eye::Detector& detector, const std::filesystem::path& folder,
                             const eval::PictureTruth& truth,
                             std::vector<eval::DetectionSample>& samples) {
  ASSIGN_OR_RETURN(const auto file, eval::find_picture(folder, truth.image));
  eye::SourceOptions options;
  options.url = file.string();
  ASSIGN_OR_RETURN(auto source, eye::VideoSource::create(std::move(options)));
  ASSIGN_OR_RETURN(const auto frame, source.next());
  if (!frame) {
    return fail(ErrorCode::kDataLoss, "{} holds no picture; replace it or take it out of the truth",
                file.string());
  }
  return look(detector, frame->picture, truth, samples);
}

Result<void> look_at_pictures(const EvalDetectOptions& options, eye::Detector& detector,
                              std::vector<eval::DetectionSample>& samples) {
  ASSIGN_OR_RETURN(const auto pictures, eval::read_detection_truth(options.truth));
  Progress progress("evaluation", static_cast<std::int64_t>(pictures.size()), "pictures");
  for (const auto& picture : pictures) {
    RETURN_IF_ERROR(look_at_picture(detector, options.images, picture, samples));
    progress.set(static_cast<std::int64_t>(samples.size()));
  }
  return {};
}

Result<void> look_at_video(const EvalDetectOptions& options, eye::Detector& detector,
                           std::vector<eval::DetectionSample>& samples) {
  ASSIGN_OR_RETURN(const auto rows, eval::read_mot(options.truth));
  const auto truth = eval::truth_by_frame(rows, options.truth_scale);
  eye::SourceOptions source_options;
  source_options.url = options.video;
  ASSIGN_OR_RETURN(auto source, eye::VideoSource::create(std::move(source_options)));
  Progress progress("evaluation", source.info().frames, "frames");
  std::int64_t frames = 0;
  for (;;) {
    ASSIGN_OR_RETURN(const auto frame, source.next());
    if (!frame) break;
    frames = frame->index + 1;
    progress.set(frames);
    if (frame->index % options.every != 0) continue;
    const auto of_frame = truth.find(static_cast<int>(frames));
    const auto expected = of_frame == truth.end() ? eval::PictureTruth{} : of_frame->second;
    RETURN_IF_ERROR(look(detector, frame->picture, expected, samples));
  }
  if (!truth.empty() && truth.rbegin()->first > frames) {
    message(
        fmt::format("sillage: warning: the truth goes to frame {}, the video to frame {}; "
                    "figures are of what was seen",
                    truth.rbegin()->first, frames));
  }
  return {};
}

Result<Watched> watch(const EvalDetectOptions& options) {
  ASSIGN_OR_RETURN(
      const auto manifest,
      eye::ModelManifest::load(options.manifest.empty() ? eye::default_manifest_path()
                                                        : std::filesystem::path(options.manifest)));
  eye::Model model = manifest.default_model();
  if (!options.model.empty()) {
    ASSIGN_OR_RETURN(model, manifest.find(options.model));
  }
  eye::DetectorOptions detector_options;
  detector_options.min_score = kLowestScore;
  ASSIGN_OR_RETURN(const auto detector, eye::create_detector(model, detector_options));
  Watched watched;
  watched.model = model.name;
  RETURN_IF_ERROR(options.video.empty() ? look_at_pictures(options, *detector, watched.samples)
                                        : look_at_video(options, *detector, watched.samples));
  return watched;
}

Result<void> evaluate(const EvalDetectOptions& options) {
  if (options.images.empty() == options.video.empty()) {
    return fail(ErrorCode::kUsage,
                "give either --images or --video; see sillage eval detect --help");
  }
  ASSIGN_OR_RETURN(const Watched watched, watch(options));
  const auto figures = eval::compare_detections(watched.samples, options.threshold);
  if (options.json) {
    return print_json({{"evaluation", true},
                       {"model", watched.model},
                       {"pictures", watched.samples.size()},
                       {"truth", figures.truth},
                       {"ap50", figures.ap50},
                       {"ap50_95", figures.ap50_95},
                       {"threshold", options.threshold},
                       {"found", figures.found},
                       {"recall", figures.recall},
                       {"precision", figures.precision},
                       {"best_threshold", figures.best_threshold},
                       {"best_recall", figures.best_recall},
                       {"best_precision", figures.best_precision}});
  }
  return print(fmt::format(
      "Evaluation of {} on {} pictures with {} people\n"
      "  AP50 {:.3f}  AP50:95 {:.3f}\n"
      "  score >= {:.3f}: recall {:.3f}  precision {:.3f}  ({} found)\n"
      "  score >= {:.3f}: recall {:.3f}  precision {:.3f}  (best F1)\n",
      watched.model, watched.samples.size(), figures.truth, figures.ap50, figures.ap50_95,
      options.threshold, figures.recall, figures.precision, figures.found, figures.best_threshold,
      figures.best_recall, figures.best_precision));
}

}  // namespace

void add_eval_detect(CLI::App& parent, Action& action) {
  auto options = std::make_shared<EvalDetectOptions>();
  CLI::App* command = parent.add_subcommand(
      "detect",
      "Boxes of the detector against labelled pictures (evaluation only)\n\n"
      "Examples:\n"
      "  sillage eval detect --images pennfudan/images --gt pennfudan/annotation\n"
      "  sillage eval detect --images photos --gt labels.jsonl --model yolox-nano --json\n"
      "  sillage eval detect --video clip.mp4 --gt gt.txt --gt-scale 0.625 --every 5");
  command->add_option("--images", options->images, "Folder of pictures");
  command->add_option("--video", options->video, "A clip instead of pictures");
  command
      ->add_option("--gt", options->truth,
                   "Truth of pictures: JSON lines, or a folder of PASCAL annotations; of a clip: a "
                   "MOTChallenge file")
      ->required();
  command
      ->add_option("--gt-scale", options->truth_scale,
                   "Truth pixels times this are pixels of the clip")
      ->check(CLI::PositiveNumber);
  command->add_option("--every", options->every, "Look at frames 1, 1+N, 1+2N, ... of the clip")
      ->check(CLI::Range(1, 1'000'000));
  command->add_option("--model", options->model,
                      "Detector: a name of 'sillage model list' or an .onnx file (default: ours)");
  command->add_option("--manifest", options->manifest,
                      "Model manifest (default: this installation's)");
  command->add_option("--threshold", options->threshold, "Score for recall and precision")
      ->check(CLI::Range(0.0, 1.0));
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, &action] { action = [options] { return evaluate(*options); }; });
}

}  // namespace sillage::app
