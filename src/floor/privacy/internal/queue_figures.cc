// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "floor/privacy/internal/breakdown.h"
#include "floor/privacy/internal/durations.h"

namespace sillage::floor::internal {
namespace {

using wire::Metric;

/// One person in the queue for a minute is a length too, so it needs k people like everything else.
void add_length(const std::string& zone, const QueueTally& queue, std::int64_t k, Figures& out) {
  if (queue.samples == 0) {
    out.push_back(figure(Metric::kQueueLengthMean, zone, std::nullopt));
    out.push_back(figure(Metric::kQueueLengthMax, zone, std::nullopt));
    return;
  }
  if (queue.person_s > 0 && queue.joining_people < k) {
    out.push_back(withheld(Metric::kQueueLengthMean, zone));
    out.push_back(withheld(Metric::kQueueLengthMax, zone));
    return;
  }
  const double mean = static_cast<double>(queue.person_s) / static_cast<double>(queue.samples);
  out.push_back(figure(Metric::kQueueLengthMean, zone, mean));
  out.push_back(count_figure(Metric::kQueueLengthMax, zone, queue.length_max));
}

/// True if no few people are told of by counts that are nearly equal.
bool are_apart(const Part& a, const Part& b, std::int64_t k) {
  return rest_is_safe(a, b, k) || rest_is_safe(b, a, k);
}

/// Durations of those who queued: where nobody stands in the queue when the bin begins and ends,
/// they are the others of those who gave up. Withheld unless apart from everything `told`.
void add_waits(Metric metric, const std::string& zone, const DurationTally& stays, std::int64_t k,
               std::vector<Part>& told, Figures& out) {
  const Part all = all_of(stays);
  const bool shown = is_large(all, k) && std::all_of(told.begin(), told.end(), [&](const Part& p) {
                       return are_apart(p, all, k);
                     });
  if (shown) {
    told.push_back(all);
    add_durations(metric, zone, stays, k, 0, out);
  } else {
    add_withheld_durations(metric, zone, 0, out);
  }
}

}  // namespace

void add_queues(const BinTally& tally, std::int64_t k, Figures& out) {
  for (const auto& [id, queue] : tally.queues) {
    const std::string& zone = id.value();
    const Part joined{queue.joined, people_behind(queue.joined, queue.joining_people)};
    const Part gave_up{queue.abandoned, people_behind(queue.abandoned, queue.abandoning_people)};
    const bool shown = is_large(joined, k);
    // Where joining is withheld, nothing can be taken from it.
    const bool gave_up_shown = is_large(gave_up, k) && (!shown || rest_is_safe(joined, gave_up, k));
    out.push_back(count_figure(Metric::kQueueJoined, zone, joined.count, shown));
    out.push_back(count_figure(Metric::kQueueAbandoned, zone, gave_up.count, gave_up_shown));
    std::vector<Part> told;
    if (shown) told.push_back(joined);
    if (shown && gave_up_shown) {
      told.push_back({joined.count - gave_up.count, joined.people - gave_up.count});
    }
    add_waits(Metric::kQueueWait, zone, queue.wait, k, told, out);
    add_waits(Metric::kServiceTime, zone, queue.service, k, told, out);
    add_length(zone, queue, k, out);
  }
}

}  // namespace sillage::floor::internal
