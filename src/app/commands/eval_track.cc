// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/commands/eval_sequences.h"
#include "app/print.h"
#include "eval/fixture.h"
#include "eval/tracking_report.h"

namespace sillage::app {
namespace {

using Json = nlohmann::ordered_json;

struct EvalTrackOptions {
  SequenceOptions sequences;
  std::string fixture;
  std::string data;
  bool json = false;
};

struct NamedSums {
  std::string name;
  eval::TrackingSums sums;
};

Json to_json(const std::vector<eval::NamedValue>& values) {
  Json object = Json::object();
  for (const auto& value : values) {
    object[value.name] =
        value.is_count ? Json(static_cast<std::int64_t>(value.value)) : Json(value.value);
  }
  return object;
}

Json to_json(const NamedSums& sequence) {
  Json curves = Json::object();
  for (const auto& curve : eval::named_curves(sequence.sums)) {
    curves[curve.name] =
        curve.is_count ? Json(std::vector<std::int64_t>(curve.values.begin(), curve.values.end()))
                       : Json(curve.values);
  }
  return {{"name", sequence.name},
          {"values", to_json(eval::named_values(sequence.sums))},
          {"counts", to_json(eval::named_counts(sequence.sums))},
          {"per_alpha", curves}};
}

std::string table(const std::vector<NamedSums>& rows) {
  std::size_t width = 8;
  for (const auto& row : rows) width = std::max(width, row.name.size());
  std::string text = fmt::format("  {:<{}}", "sequence", width);
  for (const auto& value : eval::named_values({})) text += fmt::format(" {:>6}", value.name);
  text += "\n";
  for (const auto& row : rows) {
    text += fmt::format("  {:<{}}", row.name, width);
    for (const auto& value : eval::named_values(row.sums)) {
      text += fmt::format(" {:>6.{}f}", value.value, value.is_count ? 0 : 4);
    }
    text += "\n";
  }
  return text;
}

Result<void> compare_sequences(const EvalTrackOptions& options) {
  std::vector<NamedSums> rows;
  NamedSums combined{"COMBINED", {}};
  const auto compare = [&](const eval::LoadedSequence& sequence) -> Result<void> {
    ASSIGN_OR_RETURN(const auto sums,
                     eval::compare_tracks(sequence.truth, sequence.result, sequence.frames,
                                          options.sequences.cleaning()));
    if (sums.truth_boxes == 0) {
      message(fmt::format(
          "sillage: warning: {}: no person is left in the truth after cleaning; check --preprocess",
          sequence.name));
    }
    rows.push_back({sequence.name, sums});
    combined.sums += sums;
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
  if (rows.size() > 1) rows.push_back(combined);
  return print(fmt::format("Evaluation of tracks against ground truth ({})\n{}",
                           options.sequences.cleaning_name(), table(rows)));
}

Result<void> print_fixture(const std::vector<eval::FixtureCase>& cases, bool json) {
  if (json) {
    Json list = Json::array();
    for (const auto& checked : cases) {
      list.push_back({{"name", checked.name},
                      {"values", checked.values},
                      {"largest_deviation", checked.largest_deviation},
                      {"at", checked.largest_at}});
    }
    return print_json(
        {{"evaluation", true}, {"tolerance", eval::kFixtureTolerance}, {"cases", list}});
  }
  std::string text = fmt::format("Evaluation figures against expected values, tolerance {:.0e}\n",
                                 eval::kFixtureTolerance);
  for (const auto& checked : cases) {
    text +=
        fmt::format("  {:<4} {:>4} values, largest deviation {:.1e} at {}: {}\n",
                    checked.largest_deviation <= eval::kFixtureTolerance ? "ok" : "FAIL",
                    checked.values, checked.largest_deviation, checked.largest_at, checked.name);
  }
  return print(text);
}

Result<void> compare_with_fixture(const EvalTrackOptions& options) {
  const std::filesystem::path fixture = options.fixture;
  ASSIGN_OR_RETURN(
      const auto cases,
      eval::check_fixture(fixture, options.data.empty() ? fixture.parent_path()
                                                        : std::filesystem::path(options.data)));
  RETURN_IF_ERROR(print_fixture(cases, options.json));
  const auto wrong =
      std::count_if(cases.begin(), cases.end(), [](const eval::FixtureCase& checked) {
        return !(checked.largest_deviation <= eval::kFixtureTolerance);
      });
  if (wrong > 0) {
    return fail(ErrorCode::kInternal,
                "{} of {} cases deviate from {}; check that results and truth belong to it, then "
                "report it",
                wrong, cases.size(), options.fixture);
  }
  return {};
}

Result<void> evaluate(const EvalTrackOptions& options) {
  const bool has_sequences =
      !options.sequences.truths.empty() || !options.sequences.results.empty();
  if (has_sequences == !options.fixture.empty()) {
    return fail(ErrorCode::kUsage,
                "give either --gt and --pred, or --fixture; see sillage eval track --help");
  }
  return has_sequences ? compare_sequences(options) : compare_with_fixture(options);
}

}  // namespace

void add_eval_track(CLI::App& parent, Action& action) {
  auto options = std::make_shared<EvalTrackOptions>();
  CLI::App* command = parent.add_subcommand(
      "track",
      "HOTA, CLEAR and Identity of tracks against ground truth (evaluation only)\n\n"
      "Examples:\n"
      "  sillage eval track --gt PETS09-S2L1/gt/gt.txt --pred PETS09-S2L1.txt\n"
      "  sillage eval track --gt MOT17/train --pred results --preprocess mot17 --json\n"
      "  sillage eval track --fixture eval_fixture/expected.json --data .");
  add_sequence_options(*command, options->sequences);
  command->add_option("--fixture", options->fixture,
                      "Recompute every figure of this file of expected values instead");
  command->add_option("--data", options->data,
                      "Folder that the fixture's ground truth is relative to (default: its own)");
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, &action] { action = [options] { return evaluate(*options); }; });
}

}  // namespace sillage::app
