// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/queue_trail.h"

#include <algorithm>

namespace sillage::floor::internal {
namespace {

std::uint64_t class_of(Duration length) {
  return static_cast<std::uint64_t>(dwell_class(seconds(length)));
}

}  // namespace

void QueueTrail::step(const Plan& plan, const Journey& journey, const JourneyEvents& events,
                      const Step& step, Notes& notes) {
  if (plan.queues.empty()) return;
  const bool is_served =
      std::any_of(events.inside.begin(), events.inside.end(), [&](const auto& in) {
        return plan.zones[in.zone].is(config::ZoneType::kService) &&
               journey.zones()[in.zone].is_visit();
      });
  for (const auto& in : events.inside) {
    // Where the two zones overlap, who is being served does not wait.
    if (!plan.zones[in.zone].is(config::ZoneType::kCheckoutQueue) || is_served) continue;
    stand(plan, plan.zones[in.zone].queue, step, notes);
  }
  for (const int zone : events.begun) {
    if (!plan.zones[zone].is(config::ZoneType::kService)) continue;
    be_served(plan, zone, *journey.zones()[zone].began(), notes);
  }
  if (waiting_ && step.at - waiting_->last_inside >= kAway + plan.stay.min_stay) give_up(notes);
  take_service(plan, events, notes);
}

void QueueTrail::stand(const Plan& plan, int queue, const Step& step, Notes& notes) {
  if (!standing_ || standing_->queue != queue ||
      distance(standing_->place, step.place) > kStandingM ||
      step.at - standing_->last > kMaxSilence) {
    standing_ = Standing{queue, step.place, step.at, step.at};
  }
  standing_->last = step.at;
  if (waiting_ && waiting_->queue == queue) {
    // Out of it for a moment, they were still in the queue.
    notes.present(kQueueSeries + queue, waiting_->last_inside, step.at);
    waiting_->last_inside = step.at;
  } else if (step.at - standing_->since >= plan.stay.min_stay) {
    join(notes);
  }
}

void QueueTrail::join(Notes& notes) {
  if (waiting_) give_up(notes);
  waiting_ = Waiting{standing_->queue, standing_->since, standing_->last};
  notes.count(waiting_->joined, {Count::kJoined, waiting_->queue});
  notes.present(kQueueSeries + waiting_->queue, waiting_->joined - Duration(1),
                waiting_->last_inside);
}

void QueueTrail::be_served(const Plan& plan, int zone, Instant began, Notes& notes) {
  const bool walked_through = !waiting_ && standing_ && standing_->since <= began &&
                              began - standing_->last <= kAway &&
                              plan.serves(zone, standing_->queue);
  if (walked_through) join(notes);
  standing_.reset();
  if (!waiting_ || !plan.serves(zone, waiting_->queue)) {
    served_in_ = plan.zones[zone].queue;
    return;
  }
  served_in_ = waiting_->queue;
  const Instant until = std::max(began, waiting_->joined);
  notes.absent(kQueueSeries + waiting_->queue, until);
  notes.count(until, {Count::kWait, waiting_->queue, class_of(until - waiting_->joined)});
  waiting_.reset();
}

void QueueTrail::give_up(Notes& notes) {
  notes.count(waiting_->last_inside, {Count::kAbandoned, waiting_->queue});
  waiting_.reset();
}

void QueueTrail::take_service(const Plan& plan, const JourneyEvents& events, Notes& notes) const {
  for (const auto& [zone, stay] : events.zones) {
    if (!plan.zones[zone].is(config::ZoneType::kService)) continue;
    const int queue =
        served_in_ >= 0 && plan.serves(zone, served_in_) ? served_in_ : plan.zones[zone].queue;
    if (queue < 0) continue;
    notes.count(stay.end, {stay.censored ? Count::kServiceCensored : Count::kService, queue,
                           class_of(stay.length)});
  }
}

void QueueTrail::end(const Plan& plan, const JourneyEvents& events, Notes& notes) {
  take_service(plan, events, notes);
  if (!waiting_) return;
  notes.count(waiting_->last_inside, {Count::kWaitCensored, waiting_->queue,
                                      class_of(waiting_->last_inside - waiting_->joined)});
  waiting_.reset();
}

}  // namespace sillage::floor::internal
