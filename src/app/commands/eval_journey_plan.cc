// SPDX-License-Identifier: Apache-2.0
#include "app/commands/eval_journey_plan.h"

#include <cstdio>
#include <optional>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "app/journey_trial.h"
#include "app/print.h"
#include "sim/plan/local_time.h"
#include "sim/plan/reader.h"

namespace sillage::app {
namespace {

using Json = nlohmann::ordered_json;

struct Row {
  std::optional<std::uint64_t> seed;  ///< nothing: all days
  JourneyResult result;
};

Result<std::chrono::minutes> parse_time(const std::string& text) {
  int hour = 0, minute = 0;
  char rest = 0;
  if (std::sscanf(text.c_str(), "%2d:%2d%c", &hour, &minute, &rest) != 2 || hour < 0 ||
      hour > 23 || minute < 0 || minute > 59) {
    return fail(ErrorCode::kInvalidArgument, "'{}' is no time of day; write it like 10:00", text);
  }
  return std::chrono::minutes(60 * hour + minute);
}

void add(JourneyResult& sum, const JourneyResult& day) {
  sum.level = day.level;
  sum.figures.add(day.figures);
  sum.possible_links += day.possible_links;
  const auto add_error = [](eval::ErrorSum& a, const eval::ErrorSum& b) {
    a.off += b.off;
    a.truth += b.truth;
  };
  add_error(sum.zone_visits, day.zone_visits);
  add_error(sum.flows, day.flows);
  add_error(sum.flows_links_only, day.flows_links_only);
}

Json to_json(const Row& row) {
  const eval::JourneyFigures& f = row.result.figures;
  Json json{{"seed", row.seed ? Json(*row.seed) : Json("all")},
            {"level", row.result.level},
            {"link_precision", f.link_precision},
            {"link_recall", f.link_recall},
            {"idf1", f.idf1},
            {"id_precision", f.id_precision},
            {"id_recall", f.id_recall},
            {"links", f.links},
            {"right_links", f.right_links},
            {"gaps", f.gaps},
            {"closed_gaps", f.closed_gaps},
            {"longer_gaps", f.longer_gaps},
            {"people", f.people},
            {"identities", f.identities},
            {"tracklets", f.tracklets},
            {"possible_links", row.result.possible_links}};
  json["zone_visit_error"] = row.result.zone_visits.relative();
  json["flow_error"] = row.result.flows.relative();
  json["flow_error_links_only"] = row.result.flows_links_only.relative();
  return json;
}

std::string to_text(const std::vector<Row>& rows, const JourneyPlanOptions& options) {
  std::string text = fmt::format(
      "Evaluation of journeys in {}, simulated sightings{}, {} h from {}, time to live {} s\n"
      "{:>5} {:>5} {:>9} {:>7} {:>7} {:>7} {:>10} {:>7} {:>8} {:>9} {:>6} {:>11}\n",
      options.plan, options.perfect ? " without error" : "", options.hours, options.from,
      options.memory_s, "level", "seed", "precision", "recall", "IDF1", "people", "identities",
      "gaps", "longer", "possible", "flow", "zone visits");
  for (const Row& row : rows) {
    const eval::JourneyFigures& f = row.result.figures;
    text += fmt::format(
        "{:>5} {:>5} {:>9.3f} {:>7.3f} {:>7.3f} {:>7} {:>10} {:>7} {:>8} {:>9} {:>6.3f} "
        "{:>11.3f}\n",
        fmt::format("L{}", row.result.level), row.seed ? fmt::format("{}", *row.seed) : "all",
        f.link_precision, f.link_recall, f.idf1, f.people, f.identities, f.gaps, f.longer_gaps,
        row.result.possible_links, row.result.flows.relative(), row.result.zone_visits.relative());
  }
  return text;
}

Result<std::vector<Row>> run(const JourneyPlanOptions& options) {
  ASSIGN_OR_RETURN(const sim::Plan plan, sim::load(options.plan));
  JourneyTrialOptions trial;
  ASSIGN_OR_RETURN(trial.date, sim::parse_date(options.date));
  ASSIGN_OR_RETURN(trial.from, parse_time(options.from));
  trial.hours = options.hours;
  trial.memory_s = options.memory_s;
  trial.perfect = options.perfect;
  if (options.level == "all") {
    trial.levels = {1, 2, 3};
  } else {
    trial.levels = {std::stoi(options.level)};
  }
  std::vector<Row> rows;
  std::vector<JourneyResult> sums(trial.levels.size());
  for (int i = 0; i < options.seeds; ++i) {
    trial.seed = options.seed + static_cast<std::uint64_t>(i);
    ASSIGN_OR_RETURN(const auto results, try_journeys(plan, trial));
    for (std::size_t k = 0; k < results.size(); ++k) {
      add(sums[k], results[k]);
      rows.push_back({trial.seed, results[k]});
    }
  }
  if (options.seeds == 1) return rows;
  for (const JourneyResult& sum : sums) rows.push_back({std::nullopt, sum});
  return rows;
}

}  // namespace

void add_journey_plan_options(CLI::App& command, JourneyPlanOptions& options) {
  command.add_option("--seeds", options.seeds, "Simulated days, by seeds in a row (default 3)")
      ->check(CLI::Range(1, 100));
  command.add_option("--level", options.level, "Link level, or all (default): 1, 2 and 3")
      ->check(CLI::IsMember({"1", "2", "3", "all"}));
  command.add_option("--date", options.date, "Day to simulate (default 2026-01-05, a Monday)");
  command.add_option("--from", options.from, "When to begin, local time (default 10:00)");
  command.add_option("--hours", options.hours, "How long (default 4)")
      ->check(CLI::Range(0.05, 24.0));
  command
      .add_option("--ttl", options.memory_s, "Time to live of a person out of sight, s (default 60)")
      ->check(CLI::Range(1.0, 300.0));
  command.add_flag("--perfect", options.perfect, "Sightings without any error");
}

Result<void> evaluate_journey_plan(const JourneyPlanOptions& options, bool json) {
  ASSIGN_OR_RETURN(const auto rows, run(options));
  if (!json) return print(to_text(rows, options));
  Json list = Json::array();
  for (const Row& row : rows) list.push_back(to_json(row));
  return print_json({{"evaluation", true},
                     {"plan", options.plan},
                     {"perfect", options.perfect},
                     {"hours", options.hours},
                     {"ttl_s", options.memory_s},
                     {"rows", list}});
}

}  // namespace sillage::app
