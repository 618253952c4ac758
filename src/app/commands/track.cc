// SPDX-License-Identifier: Apache-2.0
#include <limits>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "app/commands.h"
#include "app/print.h"
#include "app/progress.h"
#include "app/stop.h"
#include "app/survey.h"
#include "app/track_sequence.h"
#include "base/files.h"
#include "eval/degrade.h"

namespace sillage::app {
namespace {

struct TrackOptions {
  std::string sequence;
  std::string out;
  int every = 1;
  double lag_s = 0;
  std::optional<std::uint64_t> degrade_seed;
};

Result<eval::TrackerInput> read_input(const TrackOptions& options) {
  std::vector<std::string> inputs;
  for (const auto& file : eval::tracker_input_files(options.sequence)) {
    inputs.push_back(file.string());
  }
  inputs.push_back(options.sequence + "/gt/gt.txt");
  RETURN_IF_ERROR(check_outputs({options.out}, inputs));
  ASSIGN_OR_RETURN(auto input, eval::read_tracker_input(options.sequence));
  if (options.degrade_seed) {
    input.boxes = eval::degrade(input.boxes, input.info, {.seed = *options.degrade_seed});
  }
  input.boxes = eval::every_nth_frame(std::move(input.boxes), options.every);
  input.info = eval::every_nth_frame(std::move(input.info), options.every);
  return input;
}

std::string summary(const TrackOptions& options, int frames, const TrackedSequence& tracked) {
  std::string text = fmt::format(
      "Evaluation of the tracker on {}{}: {} frames, {} people; {:.3f} s in the tracker, "
      "{:.1f} microseconds a frame",
      options.sequence, options.degrade_seed ? ", degraded boxes" : "", frames, tracked.people,
      tracked.tracker_s, tracked.tracker_s * 1e6 / frames);
  if (options.lag_s > 0) {
    text += fmt::format(", and {:.1f} behind it", tracked.stitcher_s * 1e6 / frames);
  }
  return text + "\n";
}

Result<void> track(const TrackOptions& options) {
  ASSIGN_OR_RETURN(const auto input, read_input(options));
  Progress progress("tracking", input.info.length, "frames");
  SequenceTracking tracking;
  tracking.lag_s = options.lag_s;
  tracking.on_frame = [&](int frame) -> Result<void> {
    progress.set(frame);
    if (is_stop_requested()) {
      return fail(ErrorCode::kCancelled,
                  "stopped on request at frame {} of {}; nothing was written, start again to get a "
                  "result",
                  frame, input.info.length);
    }
    return {};
  };
  ASSIGN_OR_RETURN(const auto tracked, track_sequence(input, tracking));
  RETURN_IF_ERROR(write_file_atomically(options.out, eval::to_mot(tracked.rows)));
  return print(summary(options, input.info.length, tracked));
}

}  // namespace

void add_track(CLI::App& parent, Action& action) {
  auto options = std::make_shared<TrackOptions>();
  CLI::App* command = parent.add_subcommand(
      "track",
      "Track the boxes of a MOTChallenge sequence (evaluation only)\n\n"
      "Examples:\n"
      "  sillage track --mot MOT17-09 --out MOT17-09.txt\n"
      "  sillage track --mot MOT17-09 --every 6 --lag 2 --out MOT17-09.txt\n"
      "  sillage eval track --gt MOT17-09 --pred MOT17-09.txt --preprocess mot17");
  command
      ->add_option("--mot", options->sequence,
                   "Folder of the sequence: seqinfo.ini, det/det.txt and, for tracking on the "
                   "floor, cam_para.txt")
      ->required();
  command->add_option("--out", options->out, "Write the tracks to this file, one box a line")
      ->required();
  command
      ->add_option("--every", options->every,
                   "Take frames 1, 1+N, 1+2N, ... only, numbered 1, 2, 3, ...")
      ->check(CLI::Range(1, std::numeric_limits<int>::max()));
  command
      ->add_option("--lag", options->lag_s,
                   "Seconds, 0 to 5, by which identities may be revised (default 0: on line)")
      ->check(CLI::Range(0.0, 5.0));
  command
      ->add_option("--degrade", options->degrade_seed,
                   "Make the boxes worse first, as a small detector's; a whole number chooses "
                   "the noise")
      ->check(CLI::Range(0, std::numeric_limits<int>::max()));
  command->callback([options, &action] { action = [options] { return track(*options); }; });
}

}  // namespace sillage::app
