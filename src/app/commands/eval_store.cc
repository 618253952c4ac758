// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/inputs.h"
#include "app/print.h"
#include "app/raw_counts.h"
#include "app/segment_comparison.h"
#include "app/truth_comparison.h"
#include "config/reader.h"
#include "sim/plan/local_time.h"
#include "sim/plan/reader.h"
#include "sim/truth/run.h"

namespace sillage::app {
namespace {

using Json = nlohmann::ordered_json;

struct EvalStoreOptions {
  std::string plan;
  std::vector<std::string> videos;
  std::uint64_t seed = 1;
  std::vector<int> levels;
  std::vector<double> audit;
  double middle = config::AudienceSettings::card().middle;
  double certain = config::AudienceSettings::card().certain;
  SetupOptions setup;
  bool json = false;
};

/// So long after the recordings most of who was there has shown what they came for: groups are told
/// and transitions have ended, which count in bins before.
constexpr Duration kSettles = std::chrono::hours(1);

/// What was true on the day of the recordings, from its begin until they are over.
Result<std::vector<sim::BinFigures>> truth_of(const sim::Plan& plan,
                                              const EvalStoreOptions& options,
                                              const config::StoreConfig& store, Instant at,
                                              Instant until) {
  sim::RunOptions run;
  run.seed = options.seed;
  run.start = std::chrono::floor<std::chrono::days>(at + sim::utc_offset_at(plan.time_zone, at));
  run.truth.bin_minutes = store.privacy.bin_minutes;
  run.truth.measure = store.measure;
  run.until = until + kSettles;
  std::vector<sim::BinFigures> bins;
  run.on_day = [&bins](int, const sim::DayFigures& day) -> Result<void> {
    bins = day.bins;
    return {};
  };
  RETURN_IF_ERROR(sim::run(plan, run));
  return bins;
}

struct LevelResult {
  int level = 0;
  std::vector<ComparedFigure> figures;
  std::vector<ComparedShare> segments;  ///< where an audit was given
};

Json segments_of(const std::vector<ComparedShare>& shares) {
  Json rows = Json::array();
  for (const ComparedShare& share : shares) {
    rows.push_back({{"zone", share.zone},
                    {"people", share.people},
                    {"truth", share.truth},
                    {"answered", share.answered},
                    {"corrected", share.told.value},
                    {"low", share.told.low},
                    {"high", share.told.high},
                    {"holds", share.holds()},
                    {"withheld", share.is_withheld}});
  }
  return rows;
}

Json to_json(const std::vector<LevelResult>& results) {
  Json levels = Json::array();
  for (const LevelResult& result : results) {
    Json rows = Json::array();
    for (const ComparedFigure& figure : result.figures) {
      rows.push_back({{"metric", figure.metric},
                      {"scope", figure.scope},
                      {"truth", figure.truth},
                      {"counted", figure.counted},
                      {"relative_error", figure.relative_error()}});
    }
    levels.push_back({{"level", result.level},
                      {"figures", rows},
                      {"feminine_share", segments_of(result.segments)}});
  }
  return {{"evaluation", true}, {"simulated", true}, {"levels", levels}};
}

/// Whatever the plan measures has to be in the configuration: there is truth for it.
template <class Planned, class Told>
Result<void> check_told(const char* kind, const std::vector<Planned>& planned,
                        const std::vector<Told>& told, const std::string& file) {
  for (const Planned& each : planned) {
    const bool known = std::any_of(told.begin(), told.end(),
                                   [&](const Told& t) { return t.id.value() == each.id; });
    if (known) continue;
    return fail(
        ErrorCode::kConfiguration,
        "{}: {} '{}' of the plan is missing; start from what `sillage sim store PLAN` prints", file,
        kind, each.id);
  }
  return {};
}

Result<config::StoreConfig> store_of(const EvalStoreOptions& options, const sim::Plan& plan) {
  const std::string& file = options.setup.config;
  if (file.empty()) return sim::store_config_of(plan);
  ASSIGN_OR_RETURN(config::StoreConfig store, config::load(file));
  RETURN_IF_ERROR(check_told("line", plan.lines, store.lines, file));
  RETURN_IF_ERROR(check_told("zone", plan.zones, store.zones, file));
  return store;
}

Result<void> evaluate(const EvalStoreOptions& options) {
  ASSIGN_OR_RETURN(const sim::Plan plan, sim::load(options.plan));
  ASSIGN_OR_RETURN(config::StoreConfig store, store_of(options, plan));
  if (!options.audit.empty()) {
    store.audience = {.enabled = true,
                      .audit = options.audit,
                      .middle = options.middle,
                      .certain = options.certain,
                      .worst_gap_points = 0,
                      .share_error_points = 0};
    RETURN_IF_ERROR(store.audience.check());
  }
  ASSIGN_OR_RETURN(Setup setup, make_setup(options.setup, std::move(store)));
  if (const std::string why = setup.store.audience.why_off(); !why.empty()) message(why);
  std::vector<int> levels = options.levels;
  if (levels.empty()) levels.push_back(setup.store.journey.level);
  ASSIGN_OR_RETURN(auto tallies, tally_recordings(setup, options.videos, levels));
  // Between recordings nothing was filmed that could be compared.
  for (auto& bins : tallies) {
    std::erase_if(bins,
                  [](const floor::BinTally& bin) { return bin.observed <= Duration::zero(); });
  }
  if (tallies.front().empty()) {
    return fail(ErrorCode::kInvalidArgument, "the recordings are too short to fill a bin");
  }
  message("simulating what was true that day; of a busy one that takes minutes");
  ASSIGN_OR_RETURN(const auto truth,
                   truth_of(plan, options, setup.store, tallies.front().front().start,
                            tallies.front().back().end));
  std::vector<LevelResult> results;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    results.push_back({levels[i], compare_with_truth(plan, truth, tallies[i]), {}});
    if (setup.store.audience.is_on()) {
      results.back().segments = compare_segments(plan, setup.store, options.seed, tallies[i]);
    }
  }
  if (options.json) return print_json(to_json(results));
  std::string text = "Evaluation of recordings of a simulated store against its truth\n";
  for (const LevelResult& result : results) {
    text += fmt::format("\n  link level {}\n{}", result.level, to_text(result.figures));
    if (setup.store.audience.is_on()) text += to_text(result.segments);
  }
  return print(text);
}

}  // namespace

void add_eval_store(CLI::App& parent, Action& action) {
  auto options = std::make_shared<EvalStoreOptions>();
  CLI::App* command = parent.add_subcommand(
      "store",
      "Every metric of a simulated store, from the pixels of its cameras, against the truth\n"
      "(evaluation only)\n\n"
      "Examples:\n"
      "  sillage sim render examples/demo-store --camera door --from 2026-01-10T17:00:00+01:00 "
      "--seconds 900 --out clips\n"
      "  sillage eval store examples/demo-store "
      "door=clips/door/door.mp4@2026-01-10T17:00:00+01:00 --levels 1 2 3");
  command->add_option("PLAN", options->plan, "Folder with plan.toml")->required();
  command
      ->add_option("VIDEO", options->videos,
                   "Its rendered clips, as CAMERA=FILE@TIME; whole bins are compared")
      ->required();
  command->add_option("--seed", options->seed, "The seed that they were rendered with");
  command->add_option("--levels", options->levels, "Link levels to compare (default: 2)")
      ->check(CLI::Range(0, 3));
  command
      ->add_option("--audit", options->audit,
                   "Switch [audience] on with these six numbers and compare its shares as well")
      ->expected(6);
  command->add_option("--middle", options->middle, "[audience] middle, with --audit");
  command->add_option("--certain", options->certain, "[audience] certain, with --audit");
  add_setup_options(*command, options->setup);
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, &action] { action = [options] { return evaluate(*options); }; });
}

}  // namespace sillage::app
