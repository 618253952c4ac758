// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/print.h"
#include "app/progress.h"
#include "app/stop.h"
#include "sim/camera/filming.h"
#include "sim/plan/reader.h"

namespace sillage::app {
namespace {

struct RenderOptions {
  std::string plan;
  std::string camera;
  std::string from;
  double seconds = 60;
  std::uint64_t seed = 1;
  std::string codec = "h264";
  std::string out;
  bool json = false;
};

Result<void> render(const RenderOptions& options) {
  sim::FilmOrder order;
  ASSIGN_OR_RETURN(order.from, parse_iso8601(options.from));
  ASSIGN_OR_RETURN(const sim::Plan plan, sim::load(options.plan));
  order.camera = options.camera;
  order.seed = options.seed;
  order.seconds = options.seconds;
  order.codec = options.codec == "h265" ? sim::Codec::kH265 : sim::Codec::kH264;
  order.out = options.out;
  order.options.seed = options.seed;
  order.options.threads =
      static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 16U));
  Progress progress("rendering", sim::pictures_of(plan, order), "frames");
  order.progress = [&](std::int64_t done) {
    progress.set(done);
    return !is_stop_requested();
  };
  sim::Premises premises(plan);
  ASSIGN_OR_RETURN(const sim::FilmSummary summary, sim::film(premises, order));
  if (options.json) {
    return print_json({{"simulated", true},
                       {"camera", options.camera},
                       {"clip", summary.clip.string()},
                       {"truth", summary.truth.string()},
                       {"pictures", summary.pictures},
                       {"boxes", summary.people},
                       {"mean_in_view", summary.mean_in_view}});
  }
  return print(
      fmt::format("Simulated: {} pictures of camera {}, {:.1f} people in view on average\n"
                  "  {}\n  {}\n"
                  "Next: sillage eval detect --video {} --gt {}\n",
                  summary.pictures, options.camera, summary.mean_in_view, summary.clip.string(),
                  summary.truth.string(), summary.clip.string(), summary.truth.string()));
}

}  // namespace

void add_sim_render(CLI::App& parent, Action& action) {
  auto options = std::make_shared<RenderOptions>();
  CLI::App* command = parent.add_subcommand(
      "render",
      "A clip of a camera of a simulated store, with the truth of every picture\n\n"
      "Examples:\n"
      "  sillage sim render examples/demo-store --camera door --from 2026-01-05T10:00:00+01:00 "
      "--out clips\n"
      "  sillage sim render examples/demo-store --camera tills --from 2026-01-05T17:00:00+01:00 "
      "--seconds "
      "300 "
      "--codec h265 --out clips");
  command->add_option("plan", options->plan, "Folder with plan.toml")->required();
  command->add_option("--camera", options->camera, "Id of the camera")->required();
  command
      ->add_option("--from", options->from,
                   "When to begin, such as 2026-01-05T12:00:00+01:00; the day is the local one")
      ->required();
  command->add_option("--seconds", options->seconds, "How long")->check(CLI::PositiveNumber);
  command->add_option("--seed", options->seed, "Of people and pictures");
  command->add_option("--codec", options->codec, "h264 or h265")
      ->check(CLI::IsMember({"h264", "h265"}));
  command
      ->add_option("--out", options->out, "Folder; CAMERA/CAMERA.mp4 and CAMERA/gt/gt.txt go there")
      ->required();
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, &action] { action = [options] { return render(*options); }; });
}

}  // namespace sillage::app
