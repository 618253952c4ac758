// SPDX-License-Identifier: Apache-2.0
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

}  // namespace

void add_queues(const BinTally& tally, std::int64_t k, Figures& out) {
  for (const auto& [id, queue] : tally.queues) {
    const std::string& zone = id.value();
    const Part joined{queue.joined, people_behind(queue.joined, queue.joining_people)};
    const Part gave_up{queue.abandoned, people_behind(queue.abandoned, queue.abandoning_people)};
    const bool shown = is_large(joined, k);
    // Where joining is withheld, nothing can be taken from it.
    const bool rest_shown = shown && !rest_is_safe(joined, gave_up, k);
    out.push_back(count_figure(Metric::kQueueJoined, zone, joined.count, shown));
    out.push_back(count_figure(Metric::kQueueAbandoned, zone, gave_up.count,
                               is_large(gave_up, k) && !rest_shown));
    add_durations(Metric::kQueueWait, zone, queue.wait, k, 0, out);
    add_durations(Metric::kServiceTime, zone, queue.service, k, 0, out);
    add_length(zone, queue, k, out);
  }
}

}  // namespace sillage::floor::internal
