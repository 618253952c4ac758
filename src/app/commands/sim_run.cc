// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/commands/sim_options.h"
#include "app/print.h"
#include "app/progress.h"
#include "app/stop.h"
#include "base/files.h"
#include "config/reader.h"
#include "sim/plan/local_time.h"
#include "sim/plan/reader.h"
#include "sim/truth/figure_rows.h"

namespace sillage::app {
namespace {

using Json = nlohmann::ordered_json;

struct RunCommand {
  SimOptions sim;
  std::string out;
  bool trajectories = false;
};

std::string comparison_line(const sim::Comparison& row) {
  const std::string measured = row.count == 0 ? "-"
                               : row.deviation
                                   ? fmt::format("{:.3g} ({:.3g})", row.mean, *row.deviation)
                                   : fmt::format("{:.3g}", row.mean);
  return fmt::format("  {:<38} {:>18} {:<5} {:>24}   {}\n", row.what, measured, row.unit,
                     row.reference.empty() ? "-" : row.reference, row.source);
}

std::string to_text(const RunCommand& command, const sim::Plan& plan, const sim::RunResult& result,
                    double elapsed_s) {
  const auto& total = result.total;
  std::int64_t joined = 0;
  for (const auto& till : total.tills) joined += till.joined;
  std::string text = fmt::format(
      "Simulated: {}, {} days from {} ({} open), seed {}; no real person is in these figures\n"
      "  visits {}, in {} units; pass by {}; queues joined {}; people inside {:.1f} on average, {} "
      "at most\n"
      "  {} people walked {:.1f} million ticks in {:.1f} s; two bodies overlapped by {:.3f} m at "
      "most; {} times somebody was stuck for 5 s\n\n",
      plan.name, command.sim.days, command.sim.start, result.open_days, command.sim.seed,
      total.visits, total.units, total.pass_by, joined, total.occupancy_mean, total.occupancy_max,
      result.quality.people, static_cast<double>(result.quality.steps) / 1e6, elapsed_s,
      result.quality.worst_overlap_m, result.quality.stuck);
  text += fmt::format("  {:<38} {:>18} {:<5} {:>24}   {}\n", "mean (standard deviation)",
                      "simulated", "", "taken from", "source");
  for (const sim::Comparison& row : result.comparisons) text += comparison_line(row);
  return text;
}

Json to_json(const RunCommand& command, const sim::Plan& plan, const sim::RunResult& result,
             double elapsed_s) {
  Json json = {{"simulated", true},
               {"store", plan.id},
               {"days", command.sim.days},
               {"open_days", result.open_days},
               {"start", command.sim.start},
               {"seed", command.sim.seed},
               {"bin_minutes", command.sim.bin_minutes}};
  json["figures"] = Json::array();
  for (const sim::FigureRow& row : sim::rows_of(plan, result.total)) {
    Json figure = {{"metric", row.metric}, {"scope", row.scope}, {"who", row.who}};
    if (row.from) figure["from_s"] = *row.from;
    if (row.to) figure["to_s"] = *row.to;
    figure["value"] = row.value;
    json["figures"].push_back(std::move(figure));
  }
  json["comparisons"] = Json::array();
  for (const sim::Comparison& row : result.comparisons) {
    Json comparison = {{"what", row.what}, {"unit", row.unit}, {"count", row.count}};
    comparison["mean"] = row.count > 0 ? Json(row.mean) : Json(nullptr);
    comparison["deviation"] = row.count > 0 && row.deviation ? Json(*row.deviation) : Json(nullptr);
    comparison["reference"] = row.reference;
    comparison["source"] = row.source;
    json["comparisons"].push_back(std::move(comparison));
  }
  json["quality"] = {{"people", result.quality.people},
                     {"steps", result.quality.steps},
                     {"worst_overlap_m", result.quality.worst_overlap_m},
                     {"stuck", result.quality.stuck},
                     {"changed_mind", result.quality.changed_mind},
                     {"found_no_till", result.quality.balked}};
  json["elapsed_s"] = elapsed_s;
  return json;
}

/// Beside the tables: the summary (without what differs from run to run), and the store as Sillage
/// would be told of it.
Result<void> write_beside(const RunCommand& command, const sim::Plan& plan, Json summary) {
  const std::filesystem::path folder = command.out;
  summary.erase("elapsed_s");
  RETURN_IF_ERROR(write_file_atomically(folder / "summary.json", summary.dump(2) + "\n"));
  return write_file_atomically(folder / "store.toml", config::to_toml(sim::store_config_of(plan)));
}

Result<void> run(const RunCommand& command) {
  ASSIGN_OR_RETURN(const sim::Plan plan, sim::load(command.sim.plan));
  ASSIGN_OR_RETURN(sim::RunOptions options, run_options(command.sim));
  options.folder = command.out;
  options.trajectories = command.trajectories;
  Progress progress("simulating", command.sim.days, "days");
  options.on_day = [&](int done, const sim::DayFigures&) -> Result<void> {
    progress.set(done);
    if (!is_stop_requested()) return {};
    return fail(ErrorCode::kCancelled,
                "stopped on request after {} of {} days; nothing was written, start again to get a "
                "result",
                done, command.sim.days);
  };
  const auto began = std::chrono::steady_clock::now();
  ASSIGN_OR_RETURN(const sim::RunResult result, sim::run(plan, options));
  const double elapsed_s =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  const Json json = to_json(command, plan, result, elapsed_s);
  if (!command.out.empty()) RETURN_IF_ERROR(write_beside(command, plan, json));
  if (command.sim.json) return print_json(json);
  RETURN_IF_ERROR(print(to_text(command, plan, result, elapsed_s)));
  message(command.out.empty()
              ? "next: sillage sim run " + command.sim.plan + " --out truth   (tables of it all)"
              : "written: " + command.out + "/ (figures.csv, visits.csv, ..., store.toml)");
  return {};
}

}  // namespace

void add_sim_run(CLI::App& parent, Action& action) {
  const auto command = std::make_shared<RunCommand>();
  CLI::App* app = parent.add_subcommand(
      "run",
      "Let days of a simulated store pass, and compare how people walk with published figures\n\n"
      "Examples:\n"
      "  sillage sim run examples/demo-store --days 28 --seed 1\n"
      "  sillage sim run my-store --days 7 --out truth --trajectories");
  add_sim_options(*app, command->sim);
  CLI::Option* out =
      app->add_option("--out", command->out, "Write the truth as CSV files into this folder");
  app->add_flag("--trajectories", command->trajectories,
                "Also write every step of everybody (about 4 MB a day)")
      ->needs(out);
  app->callback([command, &action] { action = [command] { return run(*command); }; });
}

}  // namespace sillage::app
