// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/visit.h"

#include <algorithm>

namespace sillage::floor::internal {
namespace {

constexpr std::size_t kMostPossible = 8;

bool is_frontage(const Plan& plan, int zone) {
  return plan.zones[zone].is(config::ZoneType::kFrontage);
}

std::uint64_t class_of(Duration length) {
  return static_cast<std::uint64_t>(dwell_class(seconds(length)));
}

}  // namespace

bool Visit::step(const Plan& plan, const Journey& journey, const JourneyEvents& events, Instant at,
                 Notes& notes) {
  take_zones(plan, events);
  const bool began = take_lines(plan, journey, events, at, notes);
  const bool outside = where_ == Where::kOutside;
  route_.step(plan, journey, events, outside ? outside_since_ : std::nullopt, at, notes);
  std::erase_if(possible_, [&](const Possible& p) { return at - p.left >= plan.ttl; });
  return began;
}

void Visit::take_zones(const Plan& plan, const JourneyEvents& events) {
  for (const auto& inside : events.inside) {
    if (where_ != Where::kOutside && !is_frontage(plan, inside.zone)) exposed_.insert(inside.zone);
  }
  for (const auto& [zone, stay] : events.zones) {
    if (is_frontage(plan, zone) || seconds(stay.length) < plan.options.engaged_s) continue;
    if (entered_ && stay.end < *entered_) continue;
    if (where_ == Where::kOutside && stay.begin > *outside_since_) continue;
    ++engaged_[zone];
  }
}

bool Visit::take_lines(const Plan& plan, const Journey& journey, const JourneyEvents& events,
                       Instant at, Notes& notes) {
  bool began = false;
  for (const auto& [line, event] : events.lines) {
    if (event.direction == Direction::kExit) {
      go_out(event, notes);
    } else if (event.verdict != Verdict::kMissed) {
      began = come_in(plan, journey, event.at, at, notes) || began;
    }
  }
  return began;
}

bool Visit::come_in(const Plan& plan, const Journey& journey, Instant entered, Instant known,
                    Notes& notes) {
  if (where_ == Where::kInside) return false;
  where_ = Where::kInside;
  notes.step_inside(entered, 1);
  ++balance_;
  const bool goes_on = left_ && entered - *left_ < plan.ttl && known - *left_ <= plan.return_limit;
  if (!goes_on) {
    if (left_) finish(plan, notes);
    entered_ = entered;
    exposed_.clear();
    engaged_.clear();
    route_.restart(plan, journey, entered);
    for (const Possible& possible : possible_) count_return(plan, possible, notes);
    possible_.clear();
  }
  left_.reset();
  for (int zone = 0; zone < static_cast<int>(plan.zones.size()); ++zone) {
    const auto& last = journey.zones()[zone].last_inside();
    if (last && *last >= entered && !is_frontage(plan, zone)) exposed_.insert(zone);
  }
  return !goes_on;
}

void Visit::go_out(const LineEvent& event, Notes& notes) {
  if (where_ == Where::kOutside) return;
  if (event.verdict == Verdict::kMissed) {
    notes.count(event.at, {Count::kVisitMissed});
    return;
  }
  where_ = Where::kOutside;
  left_ = outside_since_ = event.at;
  is_doubtful_ = event.verdict == Verdict::kDoubtful;
  notes.step_inside(event.at, -1);
  --balance_;
  notes.absent(kInsideSeries, event.at);
}

void Visit::advance(const Plan& plan, Instant watermark, Notes& notes) {
  if (left_ && watermark > *left_ + plan.return_limit) finish(plan, notes);
}

bool Visit::end(const Plan& plan, const Journey& journey, const JourneyEvents& events,
                Instant last_at, Notes& notes) {
  take_zones(plan, events);
  const bool began = take_lines(plan, journey, events, last_at, notes);
  route_.flush(plan, notes);
  if (left_) {
    finish(plan, notes);
  } else if (entered_) {
    notes.count(last_at, {Count::kDurationCensored, 0, class_of(last_at - *entered_)});
  }
  entered_.reset();
  return began;
}

void Visit::finish(const Plan& plan, Notes& notes) {
  notes.count(*left_, {Count::kVisit});
  if (is_doubtful_) notes.count(*left_, {Count::kVisitDoubtful});
  if (entered_) {
    const Duration length = *left_ - *entered_;
    notes.count(*left_, {Count::kDuration, 0, class_of(length)});
    if (seconds(length) < plan.options.bounce_s) notes.count(*left_, {Count::kBounce});
    count_reach(plan, notes);
  }
  left_.reset();
  entered_.reset();
  exposed_.clear();
  engaged_.clear();
}

void Visit::count_reach(const Plan& plan, Notes& notes) const {
  bool served = false;
  for (const int zone : exposed_) {
    notes.count(*left_, {Count::kExposed, zone});
    served = served || plan.zones[zone].is(config::ZoneType::kService);
  }
  if (served) notes.count(*left_, {Count::kServed});
  for (const auto& [zone, stays] : engaged_) notes.count(*left_, {Count::kEngaged, zone}, stays);
  notes.count(*left_, {Count::kPath, 0, path_detail(route_.path())});
  for (int funnel = 0; funnel < static_cast<int>(plan.funnels.size()); ++funnel) {
    for (int step = 0; step < route_.funnel_steps(funnel); ++step) {
      notes.count(*left_, {Count::kFunnel, funnel, static_cast<std::uint64_t>(step)});
    }
  }
}

void Visit::may_continue(const Visit& before, Instant lost, std::int64_t thousandths) {
  route_.may_continue(before.route_, lost, thousandths);
  if (before.left_ && possible_.size() < kMostPossible) {
    possible_.push_back({*before.left_, thousandths});
  }
}

void Visit::count_return(const Plan& plan, const Possible& possible, Notes& notes) const {
  if (*entered_ < possible.left || *entered_ - possible.left >= plan.ttl) return;
  notes.count(possible.left, {Count::kReturn}, possible.thousandths);
}

}  // namespace sillage::floor::internal
