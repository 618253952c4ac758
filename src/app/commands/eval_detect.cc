// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/detection_run.h"
#include "app/print.h"
#include "eval/detection.h"
#include "eye/detect/model.h"

namespace sillage::app {
namespace {

struct EvalDetectOptions {
  std::string images;
  std::string video;
  std::string truth;
  double truth_scale = 1;
  int every = 1;
  std::string model;
  std::string manifest;
  std::optional<double> threshold;  ///< the model's own when not given
  bool json = false;
};

Result<eye::Model> chosen_model(const EvalDetectOptions& options) {
  ASSIGN_OR_RETURN(
      const auto manifest,
      eye::ModelManifest::load(options.manifest.empty() ? eye::default_manifest_path()
                                                        : std::filesystem::path(options.manifest)));
  if (options.model.empty()) return manifest.default_model();
  return manifest.find(options.model);
}

Result<void> evaluate(const EvalDetectOptions& options) {
  if (options.images.empty() == options.video.empty()) {
    return fail(ErrorCode::kUsage,
                "give either --images or --video; see sillage eval detect --help");
  }
  ASSIGN_OR_RETURN(const eye::Model model, chosen_model(options));
  const DetectionSet set{options.images, options.video, options.truth, options.truth_scale,
                         options.every};
  ASSIGN_OR_RETURN(const DetectionRun run, run_detection(set, model));
  const double threshold = options.threshold.value_or(model.threshold);
  const auto figures = eval::compare_detections(run.samples, threshold);
  if (options.json) {
    return print_json({{"evaluation", true},
                       {"model", model.name},
                       {"pictures", run.samples.size()},
                       {"truth", figures.truth},
                       {"ap50", figures.ap50},
                       {"ap50_95", figures.ap50_95},
                       {"threshold", threshold},
                       {"found", figures.found},
                       {"recall", figures.recall},
                       {"precision", figures.precision},
                       {"best_threshold", figures.best_threshold},
                       {"best_recall", figures.best_recall},
                       {"best_precision", figures.best_precision},
                       {"median_ms", run.median_ms}});
  }
  return print(fmt::format(
      "Evaluation of {} on {} pictures with {} people\n"
      "  AP50 {:.3f}  AP50:95 {:.3f}\n"
      "  score >= {:.3f}: recall {:.3f}  precision {:.3f}  ({} found)\n"
      "  score >= {:.3f}: recall {:.3f}  precision {:.3f}  (best F1)\n"
      "  {:.1f} ms of processor time a picture (median, one thread)\n",
      model.name, run.samples.size(), figures.truth, figures.ap50, figures.ap50_95, threshold,
      figures.recall, figures.precision, figures.found, figures.best_threshold, figures.best_recall,
      figures.best_precision, run.median_ms));
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
  command
      ->add_option("--threshold", options->threshold,
                   "Score for recall and precision (default: the model's)")
      ->check(CLI::Range(0.0, 1.0));
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, &action] { action = [options] { return evaluate(*options); }; });
}

}  // namespace sillage::app
