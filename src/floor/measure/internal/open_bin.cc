// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/open_bin.h"

#include <algorithm>

namespace sillage::floor::internal {

void OpenBin::add(const JourneyEvents::OnLine& happened) {
  LineTally& line = lines_[happened.line];
  EventCount& count = happened.event.direction == Direction::kEntry ? line.entries : line.exits;
  if (happened.event.verdict == Verdict::kMissed) {
    ++count.missed;
    return;
  }
  ++count.count;
  if (happened.event.verdict == Verdict::kDoubtful) ++count.doubtful;
}

void OpenBin::add(const JourneyEvents::InZone& visit) {
  ZoneTally& zone = zones_[visit.zone];
  ++zone.visits;
  if (visit.stay.doubtful) ++zone.doubtful;
  auto& classes = visit.stay.censored ? zone.censored : zone.completed;
  ++classes[dwell_class(seconds(visit.stay.length))];
}

void OpenBin::add_people(const PlaceKey& place, int change) {
  switch (place.kind) {
    case PlaceKey::Kind::kHeat:
      heat_.add_people(place.index, place.cell, change);
      return;
    case PlaceKey::Kind::kLineEntry:
      lines_[place.index].entering_people += change;
      return;
    case PlaceKey::Kind::kLineExit:
      lines_[place.index].exiting_people += change;
      return;
    case PlaceKey::Kind::kZone:
      zones_[place.index].people += change;
      return;
    case PlaceKey::Kind::kDwellClass:
      zones_[place.index].class_people[place.dwell_class] += change;
      return;
    case PlaceKey::Kind::kStore:
      people_ += change;
      return;
  }
}

void OpenBin::add_sample(std::int64_t people) {
  ++samples_;
  sample_sum_ += people;
  sample_max_ = std::max(sample_max_, people);
}

BinTally OpenBin::tally(const Plan& plan, Instant start, Instant end) const {
  BinTally tally;
  tally.start = start;
  tally.end = end;
  for (const auto& [camera, observed] : observed_) tally.observed += observed;
  if (!observed_.empty()) tally.observed /= static_cast<Duration::rep>(observed_.size());
  tally.observed = std::min(tally.observed, end - start);
  for (std::size_t i = 0; i < lines_.size(); ++i) tally.lines[plan.line_ids[i]] = lines_[i];
  for (std::size_t i = 0; i < zones_.size(); ++i) tally.zones[plan.zones[i].id] = zones_[i];
  for (int level = 0; level < kHeatLevels; ++level) tally.heat[level] = heat_.level(level);
  tally.people = people_;
  tally.occupancy_samples = samples_;
  tally.occupancy_max = sample_max_;
  if (samples_ > 0) {
    tally.occupancy_mean = static_cast<double>(sample_sum_) / static_cast<double>(samples_);
  }
  return tally;
}

}  // namespace sillage::floor::internal
