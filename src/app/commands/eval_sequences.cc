// SPDX-License-Identifier: Apache-2.0
#include "app/commands/eval_sequences.h"

#include <algorithm>
#include <limits>

#include <CLI/CLI.hpp>
#include <fmt/ranges.h>

#include "app/print.h"

namespace sillage::app {
namespace {

std::vector<std::filesystem::path> paths(const std::vector<std::string>& names) {
  return {names.begin(), names.end()};
}

/// MOT15 has metres in column 8, later years a class in every row.
bool has_classes(const std::vector<eval::MotRow>& truth) {
  return std::all_of(truth.begin(), truth.end(),
                     [](const eval::MotRow& row) { return row.object_class >= 0; }) &&
         std::any_of(truth.begin(), truth.end(),
                     [](const eval::MotRow& row) { return row.object_class > 1; });
}

}  // namespace

eval::Preprocess SequenceOptions::cleaning() const {
  return preprocess == "mot17" ? eval::Preprocess::kMot17 : eval::Preprocess::kMot15;
}

const char* SequenceOptions::cleaning_name() const {
  return cleaning() == eval::Preprocess::kMot17 ? "mot17" : "mot15";
}

void add_sequence_options(CLI::App& command, SequenceOptions& options) {
  command.add_option("--gt", options.truths,
                     "Ground truth in MOTChallenge format: a file, the folder of a sequence, or a "
                     "folder of sequences; may be repeated");
  command.add_option("--pred", options.results,
                     "Results: a file, or a folder of NAME.txt; one for each --gt");
  command
      .add_option("--preprocess", options.preprocess,
                  "mot15: drop truth marked 0 (default); mot17: also keep pedestrians only and "
                  "take out results on distractors")
      ->check(CLI::IsMember({"mot15", "mot17"}));
  command
      .add_option("--frames", options.frames,
                  "Frames of the sequence (default: seqinfo.ini, else the largest frame number)")
      ->check(CLI::Range(1, std::numeric_limits<int>::max()));
  command
      .add_option("--every", options.every,
                  "The results are of frames 1, 1+N, 1+2N, ..., numbered 1, 2, 3, ... as 'sillage "
                  "track --every' writes them; take the truth alike")
      ->check(CLI::Range(1, std::numeric_limits<int>::max()));
}

Result<std::vector<std::string>> for_each_sequence(
    const SequenceOptions& options,
    const std::function<Result<void>(const eval::LoadedSequence&)>& use) {
  ASSIGN_OR_RETURN(const auto set,
                   eval::find_sequences(paths(options.truths), paths(options.results)));
  if (options.frames > 0 && set.sequences.size() > 1) {
    return fail(ErrorCode::kUsage,
                "--frames is for one sequence, here are {}; put their lengths into seqinfo.ini",
                set.sequences.size());
  }
  if (!set.not_compared.empty()) {
    message(fmt::format("sillage: warning: on one side only, not compared: {}",
                        fmt::join(set.not_compared, ", ")));
  }
  for (const auto& files : set.sequences) {
    const auto frames = options.frames > 0 ? std::optional(options.frames) : std::nullopt;
    ASSIGN_OR_RETURN(const auto sequence, eval::load_sequence(files, frames, options.every));
    if (options.preprocess.empty() && has_classes(sequence.truth)) {
      message(
          fmt::format("sillage: warning: {}: the truth has classes; add --preprocess mot17 as "
                      "the benchmark does, or --preprocess mot15 to compare without",
                      files.name));
    }
    if (auto used = use(sequence); !used) {
      return tl::unexpected(std::move(used).error().with(files.name));
    }
  }
  return set.not_compared;
}

}  // namespace sillage::app
