// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/print.h"
#include "app/raw_counts.h"
#include "app/setup.h"
#include "eval/counting.h"

namespace sillage::app {
namespace {

using Json = nlohmann::ordered_json;

struct EvalCountOptions {
  std::string truth;
  std::string counted;
  std::vector<std::string> videos;
  SetupOptions setup;
  bool json = false;
};

Json to_json(const eval::CountFigures& figures) {
  Json rows = Json::array();
  for (const auto& row : figures.rows) {
    rows.push_back({{"kind", row.kind},
                    {"id", row.id},
                    {"figure", row.figure},
                    {"truth", row.truth},
                    {"counted", row.counted},
                    {"absolute_error", std::abs(row.counted - row.truth)}});
  }
  const auto share = static_cast<double>(figures.absolute_error) /
                     static_cast<double>(std::max<std::int64_t>(1, figures.truth_total));
  return {{"evaluation", true},
          {"rows", rows},
          {"absolute_error", figures.absolute_error},
          {"truth_total", figures.truth_total},
          {"relative_error", figures.truth_total > 0 ? Json(share) : Json(nullptr)}};
}

std::string to_text(const eval::CountFigures& figures) {
  std::string text =
      "Evaluation of counts against the truth; errors are absolute, they never net\n";
  text += fmt::format("  {:<5} {:<20} {:<12} {:>8} {:>8} {:>8}\n", "", "id", "figure", "truth",
                      "counted", "error");
  for (const auto& row : figures.rows) {
    text += fmt::format("  {:<5} {:<20} {:<12} {:>8} {:>8} {:>8}\n", row.kind, row.id, row.figure,
                        row.truth, row.counted, std::abs(row.counted - row.truth));
  }
  text += fmt::format("  {:<39} {:>8} {:>8} {:>8}", "all", figures.truth_total, "",
                      figures.absolute_error);
  if (figures.truth_total > 0) {
    text += fmt::format(" ({:.1f} %)", 100.0 * static_cast<double>(figures.absolute_error) /
                                           static_cast<double>(figures.truth_total));
  }
  return text + "\n";
}

Result<eval::CountTruth> count(const EvalCountOptions& options) {
  if (options.videos.empty() == options.counted.empty()) {
    return fail(ErrorCode::kUsage,
                "give either VIDEOs to count now or --counted with what was counted before");
  }
  if (options.videos.empty()) return eval::read_counts(options.counted);
  ASSIGN_OR_RETURN(Setup setup, make_setup(options.setup));
  return count_recordings(setup, options.videos);
}

Result<void> evaluate(const EvalCountOptions& options) {
  ASSIGN_OR_RETURN(const auto truth, eval::read_count_truth(options.truth));
  ASSIGN_OR_RETURN(const auto counted, count(options));
  ASSIGN_OR_RETURN(const auto figures, eval::compare_counts(truth, counted));
  return options.json ? print_json(to_json(figures)) : print(to_text(figures));
}

}  // namespace

void add_eval_count(CLI::App& parent, Action& action) {
  auto options = std::make_shared<EvalCountOptions>();
  CLI::App* command = parent.add_subcommand(
      "count",
      "Counts per line and zone against a truth file (evaluation only)\n\n"
      "Examples:\n"
      "  sillage eval count clip.mp4 --config store.toml --truth counted-by-hand.toml\n"
      "  sillage process clip.mp4 --config store.toml --json > summary.json\n"
      "  sillage eval count --truth counted-by-hand.toml --counted summary.json\n"
      "  sillage eval count --truth one-person.toml --counted another-person.toml --json");
  command
      ->add_option("--truth", options->truth,
                   "Counts by hand (TOML): [line.ID] entries, exits; [zone.ID] zone_visits")
      ->required();
  command->add_option(
      "--counted", options->counted,
      "What was counted: summary of 'sillage process --json', or TOML as the truth");
  command->add_option("VIDEO", options->videos,
                      "Count these recordings now, before the privacy door (named as in process)");
  add_setup_options(*command, options->setup);
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, &action] { action = [options] { return evaluate(*options); }; });
}

}  // namespace sillage::app
