// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/journey.h"

#include <algorithm>

namespace sillage::floor::internal {
namespace {

/// Somebody is outside a zone so many standard deviations of their place away from it, across its
/// edge, and so many metres away whatever is said of the place.
constexpr double kSurely = 2, kMostDoubtM = 0.5;
/// Where that is in a till or an entrance: a step into one of these says something.
constexpr double kLikely = 1;

/// Where people stay: standing near its edge says little of whether they have left.
bool is_held(const Plan::MeasuredZone& zone) {
  using enum config::ZoneType;
  return zone.is(kAisle) || zone.is(kOther) || zone.is(kCheckoutQueue) || zone.is(kService);
}

bool is_outside(const Polygon& area, const Step& step, double deviations) {
  const Point away = step.place - area.nearest_on_edge(step.place);
  const double distance2 = dot(away, away);
  const Covariance& c = step.covariance;
  const double spread =
      c.xx * away.x * away.x + 2 * c.xy * away.x * away.y + c.yy * away.y * away.y;
  return distance2 >= kMostDoubtM * kMostDoubtM ||
         distance2 * distance2 >= deviations * deviations * std::max(0.0, spread);
}

void add(JourneyEvents& events, int line, const std::vector<LineEvent>& happened) {
  for (const LineEvent& event : happened) events.lines.push_back({line, event});
}

void add(JourneyEvents& events, int zone, const std::vector<Stay>& stays) {
  for (const Stay& stay : stays) events.zones.push_back({zone, stay});
}

}  // namespace

void JourneyEvents::clear() {
  lines.clear();
  zones.clear();
  begun.clear();
  inside.clear();
}

void Journey::step(const Plan& plan, const Step& step, Birth birth, JourneyEvents& events) {
  if (last_at_ && step.at <= *last_at_) return;
  last_at_ = step.at;
  std::vector<LineEvent> happened;
  for (int i = 0; i < static_cast<int>(lines_.size()); ++i) {
    lines_[i].step(plan.gates[i], step, birth, happened);
    add(events, i, happened);
    happened.clear();
  }
  if (zones_.empty()) return;
  const std::vector<bool> in = zones_of(plan, step);
  std::vector<Stay> stays;
  for (int i = 0; i < static_cast<int>(zones_.size()); ++i) {
    ZoneTrail& trail = zones_[i];
    const bool inside = in[i];
    trail.step(plan.stay, inside, step, stays);
    add(events, i, stays);
    stays.clear();
    if (trail.has_begun_visit()) events.begun.push_back(i);
    if (inside) events.inside.push_back({i, trail.spent()});
  }
}

/// A visit of a zone where people stay goes on until its person is surely outside. Meanwhile they
/// begin no other stay.
std::vector<bool> Journey::zones_of(const Plan& plan, const Step& step) const {
  std::vector<bool> in(zones_.size());
  if (plan.is_unmeasured(step.place)) return in;
  double deviations = kSurely;
  for (std::size_t i = 0; i < zones_.size(); ++i) {
    in[i] = plan.zones[i].area.contains(step.place);
    const bool says_much = plan.zones[i].is(config::ZoneType::kService) || !is_held(plan.zones[i]);
    if (in[i] && says_much) deviations = kLikely;
  }
  std::vector<bool> stays(zones_.size());
  for (std::size_t i = 0; i < zones_.size(); ++i) {
    stays[i] = !in[i] && zones_[i].is_inside() && zones_[i].is_visit() && is_held(plan.zones[i]) &&
               !is_outside(plan.zones[i].area, step, deviations);
  }
  if (std::find(stays.begin(), stays.end(), true) == stays.end()) return in;
  for (std::size_t i = 0; i < zones_.size(); ++i)
    in[i] = stays[i] || (in[i] && zones_[i].is_inside());
  return in;
}

void Journey::end(const Plan& plan, bool data_end, JourneyEvents& events) {
  for (int i = 0; i < static_cast<int>(lines_.size()); ++i) {
    std::vector<LineEvent> happened;
    lines_[i].end(plan.gates[i], data_end, happened);
    add(events, i, happened);
  }
  for (int i = 0; i < static_cast<int>(zones_.size()); ++i) {
    std::vector<Stay> stays;
    zones_[i].end(plan.stay, stays);
    add(events, i, stays);
  }
}

}  // namespace sillage::floor::internal
