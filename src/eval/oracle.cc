// SPDX-License-Identifier: Apache-2.0
#include "eval/oracle.h"

#include <map>

#include "eval/internal/classes.h"
#include "eval/internal/measures.h"
#include "geometry/matching.h"

namespace sillage::eval {

Result<std::vector<MotRow>> name_by_truth(const std::vector<MotRow>& boxes,
                                          const std::vector<MotRow>& truth, double lowest,
                                          Preprocess preprocess) {
  struct Frame {
    std::vector<MotRow> people, found;
  };
  std::map<int, Frame> frames;
  for (const MotRow& row : truth) {
    const bool is_person = preprocess == Preprocess::kMot15 || row.object_class == kPedestrian;
    if (row.confidence != 0 && is_person) frames[row.frame].people.push_back(row);
  }
  for (const MotRow& box : boxes) {
    if (box.confidence > lowest) frames[box.frame].found.push_back(box);
  }
  std::vector<MotRow> named;
  for (const auto& [number, frame] : frames) {
    const int people = static_cast<int>(frame.people.size());
    const int found = static_cast<int>(frame.found.size());
    std::vector<Candidate> pairs;
    for (int i = 0; i < people; ++i) {
      for (int j = 0; j < found; ++j) {
        const double overlap = iou(frame.people[i].box, frame.found[j].box);
        if (overlap >= kSamePerson) pairs.push_back({i, j, overlap});
      }
    }
    ASSIGN_OR_RETURN(const auto chosen, best_matching(pairs, people, found));
    for (const int pair : chosen) {
      named.push_back(frame.found[pairs[pair].column]);
      named.back().id = frame.people[pairs[pair].row].id;
    }
  }
  return named;
}

}  // namespace sillage::eval
