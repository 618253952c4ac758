// SPDX-License-Identifier: Apache-2.0
#include "eval/sequences.h"

#include <algorithm>
#include <map>

#include "eval/internal/text.h"

namespace sillage::eval {
namespace {

namespace fs = std::filesystem;

const fs::path kTruthOfSequence = fs::path("gt") / "gt.txt";

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}
bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

SequenceFiles describe(std::string name, const fs::path& truth, const fs::path& result) {
  SequenceFiles files{std::move(name), truth, result, std::nullopt};
  const auto info = fs::absolute(truth).parent_path().parent_path() / "seqinfo.ini";
  if (is_file(info)) files.info = info;
  return files;
}

/// "X" for X/gt/gt.txt, else the name of the result.
std::string name_of(const fs::path& truth, const fs::path& result) {
  const auto absolute = fs::absolute(truth).lexically_normal();
  const auto folder = absolute.parent_path();
  if (absolute.filename() == "gt.txt" && folder.filename() == "gt") {
    return folder.parent_path().filename().string();
  }
  return result.stem().string();
}

/// What lies in a folder, by name: sequences of truth, or results.
Result<std::map<std::string, fs::path>> list(const fs::path& folder, bool truth) {
  std::map<std::string, fs::path> found;
  std::error_code error;
  for (auto entry = fs::directory_iterator(folder, error);
       !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const auto& path = entry->path();
    if (truth && is_file(path / kTruthOfSequence)) {
      found[path.filename().string()] = path / kTruthOfSequence;
    } else if (!truth && path.extension() == ".txt" && is_file(path)) {
      found[path.stem().string()] = path;
    }
  }
  if (error) {
    return fail(ErrorCode::kPermission, "cannot list {}: {}; check who may access it (ls -ld)",
                folder.string(), error.message());
  }
  if (found.empty()) {
    return fail(ErrorCode::kNotFound, "{} holds no {}; {}", folder.string(),
                truth ? "sequence" : "result",
                truth ? "name a folder with NAME/gt/gt.txt in it"
                      : "name a folder with NAME.txt files in it");
  }
  return found;
}

std::vector<std::string> names(const std::map<std::string, fs::path>& files) {
  std::vector<std::string> all;
  for (const auto& [name, path] : files) all.push_back(name);
  return all;
}

Result<void> pair_folders(const fs::path& truth, const fs::path& result, SequenceSet& set) {
  ASSIGN_OR_RETURN(const auto truths, list(truth, true));
  ASSIGN_OR_RETURN(const auto results, list(result, false));
  const std::size_t before = set.sequences.size();
  for (const auto& [name, path] : truths) {
    const auto match = results.find(name);
    if (match == results.end()) {
      set.not_compared.push_back(name);
    } else {
      set.sequences.push_back(describe(name, path, match->second));
    }
  }
  for (const auto& [name, path] : results) {
    if (!truths.contains(name)) set.not_compared.push_back(name);
  }
  if (set.sequences.size() == before) {
    const auto& first = results.begin()->first;
    return fail(ErrorCode::kNotFound,
                "no result in {} is named like a sequence of {}: '{}.txt' has no truth{}; name "
                "results after their sequences",
                result.string(), truth.string(), first, did_you_mean(first, names(truths)));
  }
  return {};
}

Result<void> pair_up(const fs::path& truth, const fs::path& result, SequenceSet& set) {
  const bool one_sequence = is_folder(truth) && is_file(truth / kTruthOfSequence);
  const fs::path truth_file = one_sequence ? truth / kTruthOfSequence : truth;
  if (!is_folder(truth_file) && !is_folder(result)) {
    set.sequences.push_back(describe(name_of(truth_file, result), truth_file, result));
    return {};
  }
  if (one_sequence && is_folder(result)) {
    const auto name = name_of(truth_file, result);
    set.sequences.push_back(describe(name, truth_file, result / (name + ".txt")));
    return {};
  }
  if (!is_folder(truth_file) || !is_folder(result)) {
    return fail(ErrorCode::kUsage,
                "{} and {} are a file and a folder; give two files, or two folders", truth.string(),
                result.string());
  }
  return pair_folders(truth, result, set);
}

int largest_frame(const std::vector<MotRow>& rows) {
  int largest = 0;
  for (const auto& row : rows) largest = std::max(largest, row.frame);
  return largest;
}

}  // namespace

Result<SequenceSet> find_sequences(const std::vector<fs::path>& truths,
                                   const std::vector<fs::path>& results) {
  if (truths.empty() || truths.size() != results.size()) {
    return fail(ErrorCode::kUsage,
                "{} times ground truth and {} times a result; give one --pred for each --gt, in "
                "the same order",
                truths.size(), results.size());
  }
  SequenceSet set;
  for (std::size_t i = 0; i < truths.size(); ++i) {
    RETURN_IF_ERROR(pair_up(truths[i], results[i], set));
  }
  return set;
}

Result<LoadedSequence> load_sequence(const SequenceFiles& files, std::optional<int> frames,
                                     int every) {
  LoadedSequence sequence;
  sequence.name = files.name;
  ASSIGN_OR_RETURN(auto truth, read_mot(files.truth));
  sequence.truth = every_nth_frame(std::move(truth), every);
  ASSIGN_OR_RETURN(sequence.result, read_mot(files.result));
  if (files.info) {
    ASSIGN_OR_RETURN(auto info, read_sequence_info(*files.info));
    if (!frames) frames = info.length;
    sequence.info = every_nth_frame(std::move(info), every);
  }
  sequence.frames = frames
                        ? (*frames - 1) / every + 1
                        : std::max(largest_frame(sequence.truth), largest_frame(sequence.result));
  return sequence;
}

}  // namespace sillage::eval
