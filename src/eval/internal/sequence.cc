// SPDX-License-Identifier: Apache-2.0
#include "eval/internal/sequence.h"

#include <algorithm>
#include <unordered_map>

#include "eval/internal/classes.h"
#include "geometry/matching.h"

namespace sillage::eval {
namespace {

using Rows = std::vector<MotRow>;

/// Boxes of the result that lie on a distractor of the truth are taken out of the frame.
Result<Rows> without_distractors(const Rows& truth, const Rows& result) {
  std::vector<Candidate> candidates;
  for (int t = 0; t < static_cast<int>(truth.size()); ++t) {
    for (int r = 0; r < static_cast<int>(result.size()); ++r) {
      const double overlap = iou(truth[t].box, result[r].box);
      if (reaches(overlap, 0.5)) candidates.push_back({t, r, overlap});
    }
  }
  ASSIGN_OR_RETURN(const auto matches, best_matching(candidates, static_cast<int>(truth.size()),
                                                     static_cast<int>(result.size())));
  std::vector<char> removed(result.size(), 0);
  for (const int match : matches) {
    removed[candidates[match].column] = is_distractor(truth[candidates[match].row].object_class);
  }
  Rows kept;
  for (std::size_t r = 0; r < result.size(); ++r) {
    if (!removed[r]) kept.push_back(result[r]);
  }
  return kept;
}

/// Gives identities consecutive numbers and counts their boxes.
class Identities {
 public:
  explicit Identities(std::vector<std::int64_t>& boxes) : boxes_(boxes) {}
  int number(long id) {
    const auto [entry, is_new] = number_of_.try_emplace(id, static_cast<int>(boxes_.size()));
    if (is_new) boxes_.push_back(0);
    ++boxes_[entry->second];
    return entry->second;
  }

 private:
  std::vector<std::int64_t>& boxes_;
  std::unordered_map<long, int> number_of_;
};

class Builder {
 public:
  explicit Builder(const Similarity& similarity)
      : similarity_(similarity),
        truth_ids_(sequence_.truth_boxes),
        result_ids_(sequence_.result_boxes) {}

  void add(const Rows& truth, const Rows& result) {
    if (truth.empty() && result.empty()) return;
    ComparedFrame frame;
    for (const auto& row : truth) frame.truth_ids.push_back(truth_ids_.number(row.id));
    for (const auto& row : result) frame.result_ids.push_back(result_ids_.number(row.id));
    for (int t = 0; t < static_cast<int>(truth.size()); ++t) {
      for (int r = 0; r < static_cast<int>(result.size()); ++r) {
        const double overlap = similarity_(truth[t], result[r]);
        if (overlap <= 0) continue;
        frame.overlaps.push_back({t, r, pair(frame.truth_ids[t], frame.result_ids[r]), overlap});
      }
    }
    sequence_.frames.push_back(std::move(frame));
  }
  ComparedSequence take() && { return std::move(sequence_); }

 private:
  int pair(int truth, int result) {
    const auto key = static_cast<std::uint64_t>(truth) << 32 | static_cast<std::uint64_t>(result);
    const auto [entry, is_new] =
        pair_of_.try_emplace(key, static_cast<int>(sequence_.pairs.size()));
    if (is_new) sequence_.pairs.push_back({truth, result});
    return entry->second;
  }

  const Similarity& similarity_;
  ComparedSequence sequence_;
  Identities truth_ids_;
  Identities result_ids_;
  std::unordered_map<std::uint64_t, int> pair_of_;
};

/// The rows of `frame`; `next` moves behind them.
Rows take_frame(const Rows& rows, int frame, std::size_t& next) {
  const std::size_t first = next;
  while (next < rows.size() && rows[next].frame == frame) ++next;
  return {rows.begin() + static_cast<std::ptrdiff_t>(first),
          rows.begin() + static_cast<std::ptrdiff_t>(next)};
}

}  // namespace

Result<std::vector<MotRow>> ordered_rows(const std::vector<MotRow>& rows, int frames,
                                         const char* side) {
  Rows sorted = rows;
  std::stable_sort(sorted.begin(), sorted.end(), [](const MotRow& a, const MotRow& b) {
    return a.frame != b.frame ? a.frame < b.frame : a.id < b.id;
  });
  for (std::size_t i = 0; i + 1 < sorted.size(); ++i) {
    if (sorted[i].frame == sorted[i + 1].frame && sorted[i].id == sorted[i + 1].id) {
      return fail(ErrorCode::kInvalidArgument,
                  "the {} has id {} twice in frame {}; give every person of a frame an id of its "
                  "own (a file of detections has none: track it first)",
                  side, sorted[i].id, sorted[i].frame);
    }
  }
  if (!sorted.empty() && (sorted.back().frame > frames || sorted.front().frame < 1)) {
    const int frame = sorted.back().frame > frames ? sorted.back().frame : sorted.front().frame;
    return fail(
        ErrorCode::kInvalidArgument,
        "the {} has a box in frame {}, but the sequence has frames 1 to {}; check that both "
        "belong together, or give the number of frames",
        side, frame, frames);
  }
  return sorted;
}

Result<ComparedSequence> prepare(const std::vector<MotRow>& truth,
                                 const std::vector<MotRow>& result, int frames,
                                 Preprocess preprocess, const Similarity& similarity) {
  ASSIGN_OR_RETURN(const Rows truths, ordered_rows(truth, frames, "ground truth"));
  ASSIGN_OR_RETURN(const Rows results, ordered_rows(result, frames, "result"));
  const bool has_classes = preprocess == Preprocess::kMot17;
  Builder builder(similarity);
  std::size_t next_truth = 0, next_result = 0;
  while (next_truth < truths.size() || next_result < results.size()) {
    const int frame = std::min(next_truth < truths.size() ? truths[next_truth].frame : frames,
                               next_result < results.size() ? results[next_result].frame : frames);
    Rows truth_of_frame = take_frame(truths, frame, next_truth);
    Rows result_of_frame = take_frame(results, frame, next_result);
    if (has_classes) {
      ASSIGN_OR_RETURN(result_of_frame, without_distractors(truth_of_frame, result_of_frame));
    }
    std::erase_if(truth_of_frame, [&](const MotRow& row) {
      return row.confidence == 0 || (has_classes && row.object_class != kPedestrian);
    });
    builder.add(truth_of_frame, result_of_frame);
  }
  return std::move(builder).take();
}

}  // namespace sillage::eval
