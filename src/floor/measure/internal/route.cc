// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/route.h"

#include <algorithm>

namespace sillage::floor::internal {
namespace {

constexpr std::size_t kMostPossible = 8;

}  // namespace

void Route::step(const Plan& plan, const Journey& journey, const JourneyEvents& events,
                 const std::optional<Instant>& outside_since, Instant at, Notes& notes) {
  std::erase_if(possible_, [&](const Possible& p) { return at - p.lost >= plan.ttl; });
  for (const int zone : events.begun) {
    const Instant began = *journey.zones()[zone].began();
    if (plan.zones[zone].is(config::ZoneType::kFrontage)) continue;
    if (outside_since && began > *outside_since) continue;
    waiting_.push_back({began, zone});
  }
  if (waiting_.empty()) return;
  std::sort(waiting_.begin(), waiting_.end());
  while (!waiting_.empty() && !may_be_preceded(plan, journey, waiting_.front())) {
    append(plan, waiting_.front(), &notes);
    waiting_.erase(waiting_.begin());
  }
}

/// A stay that began earlier may still become a zone visit.
bool Route::may_be_preceded(const Plan& plan, const Journey& journey, const Begun& begun) const {
  for (int zone = 0; zone < static_cast<int>(plan.zones.size()); ++zone) {
    const ZoneTrail& trail = journey.zones()[zone];
    if (plan.zones[zone].is(config::ZoneType::kFrontage) || !trail.is_open() || trail.is_visit()) {
      continue;
    }
    if (Begun{*trail.began(), zone} < begun) return true;
  }
  return false;
}

void Route::append(const Plan& plan, const Begun& begun, Notes* notes) {
  if (begun.zone == last_zone_) return;
  if (last_zone_ >= 0 && notes != nullptr) {
    notes->count(begun.at, {Count::kFlow, last_zone_, static_cast<std::uint64_t>(begun.zone)});
  }
  if (!first_ && notes != nullptr) {
    first_ = begun;
    for (const Possible& possible : possible_) count_possible(plan, possible, *notes);
    possible_.clear();
  }
  last_zone_ = begun.zone;
  if (path_.size() < kMaxPathZones) path_.push_back(begun.zone);
  for (std::size_t i = 0; i < plan.funnels.size(); ++i) {
    const std::vector<int>& steps = plan.funnels[i].zones;
    int& reached = funnel_steps_[i];
    if (reached < static_cast<int>(steps.size()) && steps[reached] == begun.zone) ++reached;
  }
}

void Route::flush(const Plan& plan, Notes& notes) {
  for (const Begun& begun : waiting_) append(plan, begun, &notes);
  waiting_.clear();
}

void Route::restart(const Plan& plan, const Journey& journey, Instant entered) {
  path_.clear();
  last_zone_ = -1;
  std::fill(funnel_steps_.begin(), funnel_steps_.end(), 0);
  std::vector<Begun> kept;
  for (int zone = 0; zone < static_cast<int>(plan.zones.size()); ++zone) {
    const ZoneTrail& trail = journey.zones()[zone];
    if (plan.zones[zone].is(config::ZoneType::kFrontage)) continue;
    if (trail.is_visit() && *trail.last_inside() >= entered) kept.push_back({*trail.began(), zone});
  }
  std::sort(kept.begin(), kept.end());
  std::erase_if(waiting_, [&](const Begun& begun) {
    return std::find(kept.begin(), kept.end(), begun) == kept.end();
  });
  for (const Begun& begun : kept) {
    if (std::find(waiting_.begin(), waiting_.end(), begun) == waiting_.end()) {
      append(plan, begun, nullptr);
    }
  }
}

void Route::may_continue(const Route& before, Instant lost, std::int64_t thousandths) {
  const auto add = [this](const Possible& possible) {
    if (possible_.size() < kMostPossible) possible_.push_back(possible);
  };
  if (before.last_zone_ >= 0) return add({before.last_zone_, lost, thousandths});
  for (const Possible& possible : before.possible_) {
    add({possible.zone, possible.lost, possible.thousandths * thousandths / 1000});
  }
}

void Route::count_possible(const Plan& plan, const Possible& possible, Notes& notes) const {
  if (possible.zone == first_->zone || first_->at - possible.lost >= plan.ttl) return;
  notes.count(first_->at,
              {Count::kPossibleFlow, possible.zone, static_cast<std::uint64_t>(first_->zone)},
              possible.thousandths);
}

}  // namespace sillage::floor::internal
