// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "eval/mot.h"

namespace sillage::eval {

/// Where the truth and the result of one sequence lie.
struct SequenceFiles {
  std::string name;
  std::filesystem::path truth;  ///< .../NAME/gt/gt.txt, or any file
  std::filesystem::path result;
  std::optional<std::filesystem::path> info;  ///< ../seqinfo.ini as seen from the truth
};

struct SequenceSet {
  std::vector<SequenceFiles> sequences;
  std::vector<std::string> not_compared;  ///< there on one side only
};

/// Pairs truths with results, one by one. A truth may be a file, the folder of one sequence (with
/// gt/gt.txt) or a folder of such folders; a result a file or a folder of NAME.txt files. kUsage
/// where their numbers or kinds differ, kNotFound where two folders have no sequence in common.
Result<SequenceSet> find_sequences(const std::vector<std::filesystem::path>& truths,
                                   const std::vector<std::filesystem::path>& results);

struct LoadedSequence {
  std::string name;
  std::vector<MotRow> truth;
  std::vector<MotRow> result;
  std::optional<SequenceInfo> info;
  int frames = 0;  ///< as given, else of seqinfo.ini, else the largest frame number of both
};
/// With `every` = n, the result is of frames 1, 1 + n, 1 + 2n, ... only, numbered 1, 2, 3, ... (as
/// `sillage track --every` writes it); the truth is thinned alike. `frames` are those before.
Result<LoadedSequence> load_sequence(const SequenceFiles& files, std::optional<int> frames,
                                     int every = 1);

}  // namespace sillage::eval
