// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <limits>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "app/commands.h"
#include "app/print.h"
#include "app/progress.h"
#include "app/stop.h"
#include "sim/plan/local_time.h"
#include "sim/plan/reader.h"
#include "sim/sightings/day_moments.h"
#include "sim/sightings/mot_folder.h"

namespace sillage::app {
namespace {

struct SightingsOptions {
  std::string plan;
  std::string camera = "all";
  std::string from;
  double for_s = 600;
  std::uint64_t seed = 1;
  bool perfect = false;
  std::string out;
};

/// A camera and the files that it fills.
struct Recorder {
  sim::Watch watch;
  sim::MotFolder folder;
};

/// The simulated day that a moment belongs to: that whose local midnight comes last before it.
std::chrono::sys_days day_of(const sim::Plan& plan, Instant at) {
  auto date = std::chrono::floor<std::chrono::days>(at) + std::chrono::days(1);
  while (sim::instant_of(plan.time_zone, date, std::chrono::minutes(0)) > at) {
    date -= std::chrono::days(1);
  }
  return date;
}

Result<std::vector<Recorder>> open(const SightingsOptions& options, const sim::Plan& plan,
                                   Instant from) {
  std::vector<std::string> cameras{options.camera};
  if (options.camera == "all") {
    cameras.clear();
    for (const auto& camera : plan.cameras) cameras.push_back(camera.id);
  }
  if (cameras.empty()) {
    return fail(ErrorCode::kConfiguration, "the plan {} has no camera; add a [[camera]]",
                options.plan);
  }
  std::vector<Recorder> recorders;
  for (const std::string& camera : cameras) {
    ASSIGN_OR_RETURN(
        auto watch,
        sim::Watch::create(plan, camera, from, {.seed = options.seed, .perfect = options.perfect}));
    ASSIGN_OR_RETURN(auto folder, sim::MotFolder::create(
                                      std::filesystem::path(options.out) / camera, watch.view()));
    recorders.push_back({std::move(watch), std::move(folder)});
  }
  return recorders;
}

std::string summary(const SightingsOptions& options, const std::vector<Recorder>& recorders) {
  std::string text;
  for (const Recorder& recorder : recorders) {
    text += fmt::format("{}: {} frames, {} boxes\n", recorder.watch.view().plan().id,
                        recorder.folder.frames(), recorder.folder.boxes());
  }
  const auto sequence =
      std::filesystem::path(options.out) / recorders.front().watch.view().plan().id;
  return text + fmt::format("Next: sillage track --mot {} --out tracks.txt\n", sequence.string());
}

Result<void> record(const SightingsOptions& options) {
  ASSIGN_OR_RETURN(const Instant from, parse_iso8601(options.from));
  ASSIGN_OR_RETURN(const sim::Plan plan, sim::load(options.plan));
  ASSIGN_OR_RETURN(auto recorders, open(options, plan, from));
  sim::Premises premises(plan);
  sim::DayMoments moments(premises, options.seed, day_of(plan, from), from);
  const auto ticks = static_cast<std::int64_t>(options.for_s / seconds(sim::kTick) + 0.5);
  Progress progress("watching", ticks, "moments");
  for (std::int64_t tick = 0; tick < ticks; ++tick) {
    moments.step();
    for (Recorder& recorder : recorders) {
      for (const auto& frame :
           recorder.watch.process(moments.cast(), moments.before(), moments.after())) {
        RETURN_IF_ERROR(recorder.folder.add(frame));
      }
    }
    progress.set(tick + 1);
    if (is_stop_requested()) {
      return fail(ErrorCode::kCancelled,
                  "stopped on request after {} of {} moments; {} is not complete, remove it and "
                  "start again",
                  tick + 1, ticks, options.out);
    }
  }
  for (Recorder& recorder : recorders) RETURN_IF_ERROR(recorder.folder.finish());
  return print(summary(options, recorders));
}

}  // namespace

void add_sim_sightings(CLI::App& parent, Action& action) {
  auto options = std::make_shared<SightingsOptions>();
  CLI::App* command = parent.add_subcommand(
      "sightings",
      "What the cameras of a simulated store would have detected, as MOTChallenge sequences\n\n"
      "Examples:\n"
      "  sillage sim sightings examples/demo-store --from 2026-01-05T12:00:00Z --out seen\n"
      "  sillage sim sightings examples/demo-store --camera entrance --seconds 60 --perfect "
      "--from 2026-01-05T12:00:00Z --out seen");
  command->add_option("plan", options->plan, "Folder of the plan, with plan.toml")->required();
  command->add_option("--camera", options->camera, "A camera of the plan, or all (default)");
  command
      ->add_option("--from", options->from,
                   "When to begin, such as 2026-01-05T12:00:00+01:00; the day is the local one")
      ->required();
  command->add_option("--seconds", options->for_s, "How long (default 600)")
      ->check(CLI::Range(1.0, 86400.0));
  command->add_option("--seed", options->seed, "Which of the possible days and errors (default 1)")
      ->check(CLI::Range(std::uint64_t{0}, std::numeric_limits<std::uint64_t>::max()));
  command->add_flag("--perfect", options->perfect, "A detector without any error");
  command->add_option("--out", options->out, "Write a folder per camera into this one")->required();
  command->callback([options, &action] { action = [options] { return record(*options); }; });
}

}  // namespace sillage::app
