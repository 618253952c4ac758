// SPDX-License-Identifier: Apache-2.0
#include "tracking_runs.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

#include "app/progress.h"
#include "app/track_sequence.h"
#include "eval/degrade.h"
#include "eval/oracle.h"

namespace sillage::bench {
namespace {

constexpr double kOracleScore = 0.1;

Result<std::vector<eval::MotRow>> rows_of(const Sequence& sequence, const Job& job,
                                          double& tracker_s) {
  eval::TrackerInput input = sequence.input;
  if (job.seed > 0) input.boxes = eval::degrade(input.boxes, input.info, {.seed = job.seed});
  input.boxes = eval::every_nth_frame(std::move(input.boxes), job.every);
  input.info = eval::every_nth_frame(std::move(input.info), job.every);
  if (job.way == Way::kOracle) {
    return eval::name_by_truth(input.boxes, eval::every_nth_frame(sequence.truth, job.every),
                               kOracleScore, sequence.preprocess);
  }
  app::SequenceTracking options;
  options.drop_late = job.way == Way::kOnLineStrict;
  if (job.way == Way::kLag) options.lag_s = kLagS;
  ASSIGN_OR_RETURN(auto tracked, app::track_sequence(input, options));
  tracker_s = tracked.tracker_s;
  return std::move(tracked.rows);
}

Result<Outcome> outcome_of(const Sequence& sequence, const Job& job) {
  Outcome outcome;
  ASSIGN_OR_RETURN(auto rows, rows_of(sequence, job, outcome.tracker_s));
  // As a result file would hold them.
  ASSIGN_OR_RETURN(rows, eval::parse_mot(eval::to_mot(rows), sequence.name));
  const auto truth = eval::every_nth_frame(sequence.truth, job.every);
  const auto info = eval::every_nth_frame(sequence.input.info, job.every);
  ASSIGN_OR_RETURN(outcome.tracking,
                   eval::compare_tracks(truth, rows, info.length, sequence.preprocess));
  eval::AnalyticsOptions counting;
  counting.frame_rate = info.frame_rate;
  counting.image_width = info.width;
  ASSIGN_OR_RETURN(auto analytics,
                   eval::compare_analytics(truth, rows, counting, sequence.preprocess));
  outcome.analytics = analytics.sums;
  return outcome;
}

}  // namespace

Result<Sequence> read_sequence(const std::filesystem::path& folder, const std::string& name) {
  Sequence sequence;
  sequence.name = name;
  if (!name.starts_with("MOT17")) sequence.preprocess = eval::Preprocess::kMot15;
  ASSIGN_OR_RETURN(sequence.input, eval::read_tracker_input(folder / name));
  ASSIGN_OR_RETURN(sequence.truth, eval::read_mot(folder / name / "gt" / "gt.txt"));
  return sequence;
}

Outcome& Outcome::operator+=(const Outcome& other) {
  tracking += other.tracking;
  analytics += other.analytics;
  tracker_s += other.tracker_s;
  return *this;
}

Result<void> run(const std::map<std::string, Sequence>& sequences, std::map<Job, Outcome>& jobs,
                 int threads) {
  std::vector<std::pair<const Job, Outcome>*> queue;
  for (auto& entry : jobs) queue.push_back(&entry);
  // The longest first, so that no thread is left alone with one at the end.
  std::stable_sort(queue.begin(), queue.end(), [&](const auto* a, const auto* b) {
    return sequences.at(a->first.sequence).input.boxes.size() >
           sequences.at(b->first.sequence).input.boxes.size();
  });
  app::Progress progress("tracking", static_cast<std::int64_t>(queue.size()), "runs");
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::optional<Error> error;
  std::int64_t done = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < queue.size(); i = next++) {
      auto outcome = outcome_of(sequences.at(queue[i]->first.sequence), queue[i]->first);
      const std::scoped_lock lock(mutex);
      if (outcome) {
        queue[i]->second = *outcome;
      } else if (!error) {
        error = std::move(outcome).error().with(queue[i]->first.sequence);
      }
      progress.set(++done);
    }
  };
  std::vector<std::jthread> pool;
  for (int i = 1; i < threads; ++i) pool.emplace_back(work);
  work();
  pool.clear();
  if (error) return tl::unexpected(*error);
  return {};
}

}  // namespace sillage::bench
