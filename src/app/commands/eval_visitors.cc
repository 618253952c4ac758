// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/commands/eval_sequences.h"
#include "app/print.h"
#include "eval/analytics.h"

namespace sillage::app {
namespace {

using Json = nlohmann::ordered_json;

struct EvalVisitorsOptions {
  SequenceOptions sequences;
  double fps = 0;
  double width = 0;
  bool json = false;
};

struct Row {
  std::string name;
  eval::AnalyticsOptions counting;
  eval::Analytics analytics;
};

eval::AnalyticsOptions counting_of(const EvalVisitorsOptions& options,
                                   const eval::LoadedSequence& sequence) {
  eval::AnalyticsOptions counting;
  if (sequence.info) {
    counting.frame_rate = sequence.info->frame_rate;
    counting.image_width = sequence.info->width;
  }
  if (options.fps > 0) counting.frame_rate = options.fps;
  if (options.width > 0) counting.image_width = options.width;
  return counting;
}

/// A share of nothing is no number.
Json share(double value, std::int64_t truth) { return truth > 0 ? Json(value) : Json(nullptr); }

Json to_json(const eval::AnalyticsSums& sums) {
  const auto errors = eval::errors(sums);
  return {{"ids", {{"truth", sums.truth_ids}, {"result", sums.result_ids}}},
          {"visitors",
           {{"truth", sums.truth_visitors},
            {"result", sums.result_visitors},
            {"net_error", share(errors.visitors_net, sums.truth_visitors)},
            {"absolute_error", share(errors.visitors, sums.truth_visitors)}}},
          {"crossings",
           {{"truth", sums.truth_crossings},
            {"result", sums.result_crossings},
            {"absolute_errors", sums.crossing_absolute_error},
            {"absolute_error", share(errors.crossings, sums.truth_crossings)}}}};
}

Json to_json(const Row& row) {
  Json lines = Json::array();
  for (const auto& line : row.analytics.lines) {
    lines.push_back({{"x", line.x},
                     {"truth_right", line.truth.right},
                     {"truth_left", line.truth.left},
                     {"result_right", line.result.right},
                     {"result_left", line.result.left}});
  }
  Json json{{"name", row.name},
            {"fps", row.counting.frame_rate},
            {"image_width", row.counting.image_width},
            {"hysteresis_px", row.counting.hysteresis_px}};
  json.update(to_json(row.analytics.sums));
  json["lines"] = lines;
  return json;
}

std::string percent(double value, std::int64_t truth) {
  return truth > 0 ? fmt::format("{:.1f} %", value * 100) : "-";
}

std::string signed_percent(double value, std::int64_t truth) {
  return truth > 0 ? fmt::format("{:+.1f} %", value * 100) : "-";
}

std::string table_row(const std::string& name, const eval::AnalyticsSums& sums) {
  const auto errors = eval::errors(sums);
  return fmt::format("  {:<24} {:>8} {:>8} {:>9} {:>9} {:>10} {:>8} {:>9}\n", name,
                     sums.truth_visitors, sums.result_visitors,
                     signed_percent(errors.visitors_net, sums.truth_visitors),
                     percent(errors.visitors, sums.truth_visitors), sums.truth_crossings,
                     sums.result_crossings, percent(errors.crossings, sums.truth_crossings));
}

std::string table(const std::vector<Row>& rows, const eval::AnalyticsSums& combined) {
  std::string text =
      fmt::format("  {:<24} {:>8} {:>8} {:>9} {:>9} {:>10} {:>8} {:>9}\n", "sequence", "visitors",
                  "found", "net", "absolute", "crossings", "found", "absolute");
  for (const auto& row : rows) text += table_row(row.name, row.analytics.sums);
  if (rows.size() > 1) text += table_row("COMBINED", combined);
  return text;
}

Result<void> evaluate(const EvalVisitorsOptions& options) {
  std::vector<Row> rows;
  eval::AnalyticsSums combined;
  const auto compare = [&](const eval::LoadedSequence& sequence) -> Result<void> {
    const auto counting = counting_of(options, sequence);
    ASSIGN_OR_RETURN(auto analytics,
                     eval::compare_analytics(sequence.truth, sequence.result, counting,
                                             options.sequences.cleaning()));
    combined += analytics.sums;
    rows.push_back({sequence.name, counting, std::move(analytics)});
    return {};
  };
  ASSIGN_OR_RETURN(const auto not_compared, for_each_sequence(options.sequences, compare));
  if (options.json) {
    Json list = Json::array();
    for (const auto& row : rows) list.push_back(to_json(row));
    return print_json({{"evaluation", true},
                       {"preprocess", options.sequences.cleaning_name()},
                       {"sequences", list},
                       {"not_compared", not_compared},
                       {"combined", to_json(combined)}});
  }
  return print("Evaluation of visitors and line crossings against ground truth\n" +
               table(rows, combined));
}

}  // namespace

void add_eval_visitors(CLI::App& parent, Action& action) {
  auto options = std::make_shared<EvalVisitorsOptions>();
  CLI::App* command = parent.add_subcommand(
      "visitors",
      "Unique visitors and line crossings counted from tracks (evaluation only)\n\n"
      "Examples:\n"
      "  sillage eval visitors --gt MOT17-09/gt/gt.txt --pred MOT17-09.txt --preprocess mot17\n"
      "  sillage eval visitors --gt MOT17-09 --pred MOT17-09.txt --preprocess mot17 --every 6\n"
      "  sillage eval visitors --gt truth.txt --pred tracks.txt --fps 10 --width 768 --json");
  add_sequence_options(*command, options->sequences);
  command
      ->add_option("--fps", options->fps, "Frames per second of the result (default: seqinfo.ini)")
      ->check(CLI::PositiveNumber);
  command->add_option("--width", options->width, "Width in pixels (default: seqinfo.ini)")
      ->check(CLI::PositiveNumber);
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, &action] { action = [options] { return evaluate(*options); }; });
}

}  // namespace sillage::app
