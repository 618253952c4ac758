// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/commands/eval_journey_plan.h"
#include "app/print.h"
#include "app/site_journey.h"
#include "eval/site.h"
#include "eval/tracking_report.h"

namespace sillage::app {
namespace {

using Json = nlohmann::ordered_json;

struct EvalJourneyOptions {
  JourneyPlanOptions simulated;
  std::string wildtrack;
  eval::Damage damage;
  bool json = false;
};

/// Two places within this distance are one person's, m.
constexpr double kRadius = 1;

struct SiteResult {
  eval::Site site;
  std::int64_t boxes = 0;
  TrackedSite tracked;
  eval::TrackingSums sums;

  double recorded_s() const { return site.frames / site.frame_rate; }
  double times_real_time() const { return recorded_s() / std::max(1e-9, tracked.floor_s); }
};

Result<SiteResult> evaluate_site(const EvalJourneyOptions& options) {
  SiteResult result;
  ASSIGN_OR_RETURN(result.site, eval::read_wildtrack(options.wildtrack));
  std::vector<std::vector<eval::MotRow>> boxes;
  for (const auto& camera : result.site.cameras) {
    boxes.push_back(eval::damaged(camera, options.damage));
    result.boxes += static_cast<std::int64_t>(boxes.back().size());
  }
  ASSIGN_OR_RETURN(result.tracked, track_site(result.site, boxes, {}));
  ASSIGN_OR_RETURN(result.sums, eval::compare_places(result.site.truth, result.tracked.rows,
                                                     result.site.frames, kRadius));
  return result;
}

Json to_json(const SiteResult& result, const eval::Damage& damage) {
  Json values = Json::object(), counts = Json::object(), alignment = Json::array();
  for (const auto& value : eval::named_values(result.sums)) values[value.name] = value.value;
  for (const auto& count : eval::named_counts(result.sums)) {
    counts[count.name] = static_cast<std::int64_t>(count.value);
  }
  for (const auto& camera : result.tracked.alignment) {
    alignment.push_back({{"camera", camera.camera.value()},
                         {"samples", camera.samples},
                         {"skew_s", camera.skew_s},
                         {"residual_before_m", camera.residual_before_m},
                         {"residual_after_m", camera.residual_after_m},
                         {"applied", camera.is_applied}});
  }
  return {{"evaluation", true},
          {"radius_m", kRadius},
          {"missed", damage.missed},
          {"clutter", damage.clutter},
          {"jitter_px", damage.jitter_px},
          {"seed", damage.seed},
          {"frames", result.site.frames},
          {"fps", result.site.frame_rate},
          {"cameras", result.site.cameras.size()},
          {"boxes", result.boxes},
          {"values", values},
          {"counts", counts},
          {"alignment", alignment},
          {"floor_s", result.tracked.floor_s},
          {"times_real_time", result.times_real_time()}};
}

std::string to_text(const SiteResult& result, const eval::Damage& damage) {
  std::string text = fmt::format(
      "Evaluation of places on the floor against ground truth, within {} m\n"
      "  {} cameras, {} frames at {}/s, {} boxes: missed {}, clutter {}, jitter {} px, seed {}\n ",
      kRadius, result.site.cameras.size(), result.site.frames, result.site.frame_rate, result.boxes,
      damage.missed, damage.clutter, damage.jitter_px, damage.seed);
  const auto values = eval::named_values(result.sums);
  for (const auto& value : values) text += fmt::format(" {:>6}", value.name);
  text += "\n ";
  for (const auto& value : values) {
    text += fmt::format(" {:>6.{}f}", value.value, value.is_count ? 0 : 4);
  }
  text += fmt::format("\n  floor: {:.3f} s, {:.0f} times real time\n", result.tracked.floor_s,
                      result.times_real_time());
  text += fmt::format("  {:<10} {:>8} {:>8} {:>12} {:>11}  {}\n", "camera", "samples", "skew s",
                      "residual m", "corrected", "applied");
  for (const auto& camera : result.tracked.alignment) {
    text += fmt::format("  {:<10} {:>8} {:>+8.3f} {:>12.3f} {:>11.3f}  {}\n", camera.camera.value(),
                        camera.samples, camera.skew_s, camera.residual_before_m,
                        camera.residual_after_m, camera.is_applied ? "yes" : "no");
  }
  return text;
}

Result<void> evaluate(const EvalJourneyOptions& options) {
  if (!options.simulated.plan.empty()) {
    JourneyPlanOptions simulated = options.simulated;
    simulated.seed = options.damage.seed;
    return evaluate_journey_plan(simulated, options.json);
  }
  RETURN_IF_ERROR(options.damage.check());
  ASSIGN_OR_RETURN(const SiteResult result, evaluate_site(options));
  if (options.json) return print_json(to_json(result, options.damage));
  return print(to_text(result, options.damage));
}

}  // namespace

void add_eval_journey(CLI::App& parent, Action& action) {
  auto options = std::make_shared<EvalJourneyOptions>();
  CLI::App* command = parent.add_subcommand(
      "journey",
      "One person over several cameras, against ground truth (evaluation only)\n\n"
      "Examples:\n"
      "  sillage eval journey --plan examples/blind-store --seeds 3\n"
      "  sillage eval journey --wildtrack data/wildtrack\n"
      "  sillage eval journey --wildtrack data/wildtrack --missed 0.1 --clutter 0.03 --jitter 3");
  CLI::Option_group* truth = command->add_option_group("truth");
  truth->add_option("--wildtrack", options->wildtrack,
                    "Folder of WILDTRACK with annotations/ and calibrations/; its boxes are the "
                    "detections");
  truth->add_option("--plan", options->simulated.plan,
                    "Folder of a simulated store, with plan.toml");
  truth->require_option(1);
  add_journey_plan_options(*command, options->simulated);
  command->add_option("--missed", options->damage.missed, "Share of the boxes to take away");
  command->add_option("--clutter", options->damage.clutter, "Boxes on nobody, as a share");
  command->add_option("--jitter", options->damage.jitter_px,
                      "Standard deviation of each edge of a box, pixels");
  command->add_option("--seed", options->damage.seed, "Which of the possible errors (default 1)")
      ->check(CLI::Range(std::uint64_t{0}, std::numeric_limits<std::uint64_t>::max()));
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, &action] { action = [options] { return evaluate(*options); }; });
}

}  // namespace sillage::app
