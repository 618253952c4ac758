// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/eye.h"
#include "app/print.h"
#include "app/progress.h"
#include "app/setup.h"
#include "base/files.h"
#include "eval/mot.h"
#include "eval/tracking.h"
#include "eval/tracking_report.h"

namespace sillage::app {
namespace {

struct EvalVideoOptions {
  std::string video;
  SetupOptions setup;
  std::string truth;
  double truth_scale = 1;
  std::string tracks;
  bool json = false;
};

struct Watched {
  std::vector<eval::MotRow> rows;
  int frames = 0;
};

/// The whole eye on one clip; every update becomes a row of the frame that it belongs to.
Result<Watched> watch(const EvalVideoOptions& options) {
  ASSIGN_OR_RETURN(Setup setup, make_setup(options.setup));
  eye::SourceOptions source;
  source.url = options.video;
  ASSIGN_OR_RETURN(const config::Camera camera, setup.camera_of(setup.camera));
  source.analysed_fps = setup.analysed_fps(camera);
  source.starts_at = setup.starts_at;
  ASSIGN_OR_RETURN(Eye eye,
                   Eye::create(camera, source, *setup.detector, setup.store.detector.min_score));
  Progress progress("evaluation", eye.info().frames, "frames");
  Watched watched;
  std::map<Instant, int> frame_at;
  for (;;) {
    ASSIGN_OR_RETURN(const std::optional<EyeFrame> frame, eye.next());
    if (!frame) break;
    frame_at.emplace(frame->captured_at, static_cast<int>(frame->index) + 1);
    for (const eye::TrackUpdate& update : frame->updates) {
      if (update.state == eye::TrackState::kEnded) continue;  // repeats the last detection
      watched.rows.push_back({frame_at.at(update.captured_at), static_cast<long>(update.track),
                              update.box, update.score, -1});
    }
    progress.set(frame->index + 1);
  }
  watched.frames = static_cast<int>(eye.summary().stats.frames_read);
  std::stable_sort(watched.rows.begin(), watched.rows.end(),
                   [](const auto& a, const auto& b) { return a.frame < b.frame; });
  return watched;
}

constexpr const char* kHeading =
    "# evaluation of a recording by 'sillage eval video'; not a product output\n";

Result<void> evaluate(const EvalVideoOptions& options) {
  ASSIGN_OR_RETURN(std::vector<eval::MotRow> truth, eval::read_mot(options.truth));
  for (eval::MotRow& row : truth) {
    row.box = row.box.scaled(options.truth_scale, options.truth_scale);
  }
  ASSIGN_OR_RETURN(const Watched watched, watch(options));
  if (!options.tracks.empty()) {
    RETURN_IF_ERROR(write_file_atomically(options.tracks, kHeading + eval::to_mot(watched.rows)));
  }
  ASSIGN_OR_RETURN(
      const eval::TrackingSums sums,
      eval::compare_tracks(truth, watched.rows, watched.frames, eval::Preprocess::kMot15));
  const eval::TrackingFigures figures = eval::figures(sums);
  nlohmann::ordered_json json{{"evaluation", true}, {"frames", watched.frames}};
  for (const eval::NamedValue& named : eval::named_values(sums)) {
    if (named.is_count) {
      json[named.name] = static_cast<std::int64_t>(named.value);
    } else {
      json[named.name] = named.value;
    }
  }
  json["truth_ids"] = sums.truth_ids;
  json["result_ids"] = sums.result_ids;
  if (options.json) return print_json(json);
  return print(
      fmt::format("Evaluation of {} against {}: {} frames\n"
                  "  HOTA {:.3f}  DetA {:.3f}  AssA {:.3f}  LocA {:.3f}\n"
                  "  MOTA {:.3f}  MOTP {:.3f}  FP {}  FN {}  switches {}  fragments {}\n"
                  "  IDF1 {:.3f}  IDP {:.3f}  IDR {:.3f}  people {} in truth, {} found\n",
                  options.video, options.truth, watched.frames, figures.hota, figures.det_a,
                  figures.ass_a, figures.loc_a, figures.mota, figures.motp, sums.fp, sums.fn,
                  sums.id_switches, sums.fragmentations, figures.idf1, figures.idp, figures.idr,
                  sums.truth_ids, sums.result_ids));
}

}  // namespace

void add_eval_video(CLI::App& parent, Action& action) {
  auto options = std::make_shared<EvalVideoOptions>();
  CLI::App* command = parent.add_subcommand(
      "video",
      "The whole chain on a clip against its truth (evaluation only)\n\n"
      "Examples:\n"
      "  sillage eval video clip.mp4 --config store.toml --gt gt.txt\n"
      "  sillage eval video clip.mp4 --config store.toml --gt gt.txt --gt-scale 0.625 --json");
  command->add_option("VIDEO", options->video, "The clip")->required();
  add_setup_options(*command, options->setup);
  command->add_option("--gt", options->truth, "Truth in MOTChallenge format")->required();
  command
      ->add_option("--gt-scale", options->truth_scale,
                   "Truth pixels times this are pixels of the clip")
      ->check(CLI::PositiveNumber);
  command->add_option("--tracks", options->tracks,
                      "Write the tracks to this file, in MOTChallenge format (evaluation only)");
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, &action] { action = [options] { return evaluate(*options); }; });
}

}  // namespace sillage::app
