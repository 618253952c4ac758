// SPDX-License-Identifier: Apache-2.0
#include "eval/internal/measures.h"
#include "geometry/matching.h"

// CLEAR MOT: Bernardin and Stiefelhagen, "Evaluating Multiple Object Tracking Performance", 2008.

namespace sillage::eval {
namespace {

constexpr int kNobody = -1;
/// More than any sum of IoU of one frame: keeping the identity of the frame before comes first.
constexpr double kKeepsIdentity = 1000;

/// What is remembered of one identity of the truth.
struct TruthState {
  int last_result = kNobody;      ///< whom it was matched to last, however long ago
  int previous_result = kNobody;  ///< the same in the frame before, if it was matched there
  std::int64_t matched = 0;       ///< frames
  std::int64_t starts = 0;        ///< times it became matched
};

class ClearCounter {
 public:
  ClearCounter(const ComparedSequence& sequence, TrackingSums& sums)
      : sums_(sums), states_(sequence.truth_boxes.size()) {}

  Result<void> add(const ComparedFrame& frame) {
    // Such a frame leaves the memory of "the frame before" untouched.
    if (frame.truth_ids.empty() || frame.result_ids.empty()) return {};
    candidates_.clear();
    overlaps_.clear();
    for (const auto& overlap : frame.overlaps) {
      if (!reaches(overlap.iou, kSamePerson)) continue;
      const bool keeps = states_[frame.truth_ids[overlap.truth]].previous_result ==
                         frame.result_ids[overlap.result];
      candidates_.push_back(
          {overlap.truth, overlap.result, overlap.iou + (keeps ? kKeepsIdentity : 0)});
      overlaps_.push_back(&overlap);
    }
    ASSIGN_OR_RETURN(const auto matches,
                     best_matching(candidates_, static_cast<int>(frame.truth_ids.size()),
                                   static_cast<int>(frame.result_ids.size())));
    std::vector<int> now_matched;
    for (const int match : matches) now_matched.push_back(accept(*overlaps_[match], frame));
    for (const int id : matched_before_) states_[id].previous_result = kNobody;
    for (const int id : now_matched) states_[id].previous_result = states_[id].last_result;
    matched_before_ = std::move(now_matched);
    return {};
  }

  const std::vector<TruthState>& states() const { return states_; }

 private:
  int accept(const Overlap& overlap, const ComparedFrame& frame) {
    const int truth = frame.truth_ids[overlap.truth];
    const int result = frame.result_ids[overlap.result];
    TruthState& state = states_[truth];
    ++sums_.tp;
    sums_.motp_sum += overlap.iou;
    if (state.last_result != kNobody && state.last_result != result) ++sums_.id_switches;
    if (state.previous_result == kNobody) ++state.starts;
    ++state.matched;
    state.last_result = result;
    return truth;
  }

  TrackingSums& sums_;
  std::vector<TruthState> states_;
  std::vector<int> matched_before_;
  std::vector<Candidate> candidates_;
  std::vector<const Overlap*> overlaps_;
};

}  // namespace

Result<void> add_clear(const ComparedSequence& sequence, TrackingSums& sums) {
  ClearCounter counter(sequence, sums);
  for (const auto& frame : sequence.frames) RETURN_IF_ERROR(counter.add(frame));
  sums.fn = sums.truth_boxes - sums.tp;
  sums.fp = sums.result_boxes - sums.tp;
  for (std::size_t id = 0; id < sequence.truth_boxes.size(); ++id) {
    const TruthState& state = counter.states()[id];
    if (state.starts > 0) sums.fragmentations += state.starts - 1;
    const double tracked =
        static_cast<double>(state.matched) / static_cast<double>(sequence.truth_boxes[id]);
    if (tracked > 0.8) {
      ++sums.mostly_tracked;
    } else if (tracked >= 0.2) {
      ++sums.partly_tracked;
    } else {
      ++sums.mostly_lost;
    }
  }
  return {};
}

}  // namespace sillage::eval
