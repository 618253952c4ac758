// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "eval/sequences.h"
#include "eval/tracking.h"

namespace CLI {
class App;
}

namespace sillage::app {

/// What the commands that compare MOTChallenge files share.
struct SequenceOptions {
  std::vector<std::string> truths;
  std::vector<std::string> results;
  std::string preprocess;  ///< "mot15", "mot17"; empty = mot15
  int frames = 0;          ///< 0 = from seqinfo.ini or the rows
  int every = 1;           ///< the results are of every nth frame
  eval::Preprocess cleaning() const;
  const char* cleaning_name() const;
};
void add_sequence_options(CLI::App& command, SequenceOptions& options);

/// Loads one sequence after the other and hands it to `use`; the answer names those that are there
/// on one side only.
Result<std::vector<std::string>> for_each_sequence(
    const SequenceOptions& options,
    const std::function<Result<void>(const eval::LoadedSequence&)>& use);

}  // namespace sillage::app
