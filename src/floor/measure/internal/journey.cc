// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/journey.h"

#include <algorithm>

namespace sillage::floor::internal {
namespace {

/// Somebody is surely outside a zone so many standard deviations of their place away from it, and so
/// many metres away whatever is said of the place.
constexpr double kSurely = 2, kMostDoubtM = 0.5;

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

void Journey::step(const Plan& plan, const Step& step, bool at_data_start, JourneyEvents& events) {
  if (last_at_ && step.at <= *last_at_) return;
  last_at_ = step.at;
  std::vector<LineEvent> happened;
  for (int i = 0; i < static_cast<int>(lines_.size()); ++i) {
    lines_[i].step(plan.gates[i], step, at_data_start, happened);
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

/// A zone visit goes on until its person is surely outside; meanwhile no other zone begins.
std::vector<bool> Journey::zones_of(const Plan& plan, const Step& step) const {
  std::vector<bool> in(zones_.size());
  if (plan.is_unmeasured(step.place)) return in;
  const double doubt = std::min(kMostDoubtM, kSurely * step.sd);
  bool is_held = false;
  for (std::size_t i = 0; i < zones_.size(); ++i) {
    in[i] = plan.zones[i].area.contains(step.place);
    const bool stays = !in[i] && zones_[i].is_inside() && zones_[i].is_visit() &&
                       plan.zones[i].area.distance_to_edge(step.place) < doubt;
    in[i] = in[i] || stays;
    is_held = is_held || stays;
  }
  for (std::size_t i = 0; i < zones_.size() && is_held; ++i) in[i] = in[i] && zones_[i].is_inside();
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
