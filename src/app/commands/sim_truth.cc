// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/commands/sim_options.h"
#include "app/print.h"
#include "app/progress.h"
#include "app/stop.h"
#include "sim/plan/reader.h"
#include "sim/truth/figure_rows.h"
#include "sim/truth/tables.h"

namespace sillage::app {
namespace {

struct TruthCommand {
  SimOptions sim;
  std::string metric;
  std::string scope;
};

bool is_wanted(const TruthCommand& command, const sim::FigureRow& row) {
  return (command.metric.empty() || row.metric == command.metric) &&
         (command.scope.empty() || row.scope == command.scope);
}

std::string json_row(const sim::BinFigures& bin, const sim::FigureRow& row) {
  nlohmann::ordered_json json = {{"simulated", true},
                                 {"bin_start", to_iso8601(bin.start)},
                                 {"bin_end", to_iso8601(bin.end)},
                                 {"metric", row.metric},
                                 {"scope", row.scope},
                                 {"who", row.who}};
  if (row.from) json["from_s"] = *row.from;
  if (row.to) json["to_s"] = *row.to;
  json["value"] = row.value;
  return json.dump() + "\n";
}

/// Prints a day at a time, so that nothing grows with their number.
Result<void> truth(const TruthCommand& command) {
  ASSIGN_OR_RETURN(const sim::Plan plan, sim::load(command.sim.plan));
  ASSIGN_OR_RETURN(sim::RunOptions options, run_options(command.sim));
  Progress progress("simulating", command.sim.days, "days");
  if (!command.sim.json) RETURN_IF_ERROR(print(sim::figures_header()));
  std::int64_t rows = 0;
  options.on_day = [&](int done, const sim::DayFigures& day) -> Result<void> {
    std::string text;
    for (const sim::BinFigures& bin : day.bins) {
      for (const sim::FigureRow& row : sim::rows_of(plan, bin)) {
        if (!is_wanted(command, row)) continue;
        ++rows;
        text += command.sim.json ? json_row(bin, row) : sim::figure_csv(plan, bin, row);
      }
    }
    RETURN_IF_ERROR(print(text));
    progress.set(done);
    if (!is_stop_requested()) return {};
    return fail(ErrorCode::kCancelled,
                "stopped on request after {} of {} days; what was printed is true", done,
                command.sim.days);
  };
  ASSIGN_OR_RETURN(const sim::RunResult result, sim::run(plan, options));
  if (rows == 0 && !(command.metric.empty() && command.scope.empty())) {
    message(
        "no figure has this metric and scope; the names are in docs/reference/simulation.md, "
        "scopes are the plan's lines, zones and tills");
  }
  return {};
}

}  // namespace

void add_sim_truth(CLI::App& parent, Action& action) {
  const auto command = std::make_shared<TruthCommand>();
  CLI::App* app = parent.add_subcommand(
      "truth",
      "Print the exact value of every metric of a simulated store, bin by bin\n\n"
      "Examples:\n"
      "  sillage sim truth examples/demo-store > figures.csv\n"
      "  sillage sim truth examples/demo-store --metric entries --scope main --bin 60\n"
      "  sillage sim truth my-store --days 7 --metric queue_wait_mean_s --json");
  add_sim_options(*app, command->sim);
  app->add_option("--metric", command->metric, "This metric only, such as zone_visits");
  app->add_option("--scope", command->scope, "This line, zone or till only");
  app->callback([command, &action] { action = [command] { return truth(*command); }; });
}

}  // namespace sillage::app
