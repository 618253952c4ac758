// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "eval/analytics.h"
#include "eval/tracker_input.h"
#include "eval/tracking.h"

namespace sillage::bench {

/// Who names the boxes.
enum class Way {
  kOnLine,
  kOnLineStrict,  ///< what is sent later than its frame is left out
  kLag,           ///< the stitcher behind the tracker, 2 s
  kOracle,        ///< the truth: the ceiling for association alone
};
inline constexpr double kLagS = 2;

struct Sequence {
  std::string name;
  eval::Preprocess preprocess = eval::Preprocess::kMot17;
  eval::TrackerInput input;
  std::vector<eval::MotRow> truth;
};
/// One sequence of `folder`; MOT17's are cleaned as the benchmark does.
Result<Sequence> read_sequence(const std::filesystem::path& folder, const std::string& name);

struct Job {
  std::string sequence;
  int every = 1;
  Way way = Way::kOnLine;
  std::uint64_t seed = 0;  ///< of degraded boxes; 0 = boxes as they are
  auto operator<=>(const Job&) const = default;
};

struct Outcome {
  eval::TrackingSums tracking;
  eval::AnalyticsSums analytics;
  double tracker_s = 0;
  Outcome& operator+=(const Outcome& other);
};

/// Runs all jobs on `threads` threads and fills in their outcomes; those do not depend on the
/// number of threads.
Result<void> run(const std::map<std::string, Sequence>& sequences, std::map<Job, Outcome>& jobs,
                 int threads);

}  // namespace sillage::bench
