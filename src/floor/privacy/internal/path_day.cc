// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/path_day.h"

#include <algorithm>

#include "floor/privacy/internal/pooling.h"
#include "floor/privacy/internal/visit_parts.h"

namespace sillage::floor::internal {

void PathDay::add(const BinTally& tally, const Figures* told) {
  observed_ += tally.observed;
  margins_.add(tally, told);
  if (told != nullptr) zones_.add(tally, *told);
  const Part timed = timed_of(tally.visits);
  timed_.count += timed.count;
  timed_.people += timed.people;
  add_lengths(tally.visits);
  for (const auto& [zones, path] : tally.paths) {
    if (zones.empty() || zones.size() > wire::kMaxWay || path.visits <= 0) continue;
    const auto found = paths_.find(zones);
    if (found == paths_.end() && paths_.size() == kMostPaths) continue;
    Part& part = found == paths_.end() ? paths_[zones] : found->second;
    part.count += path.visits;
    part.people += people_behind(path.visits, path.people);
  }
}

void PathDay::add_lengths(const VisitTally& visits) {
  visits_.timed += visits.timed;
  visits_.bounces += visits.bounces;
  visits_.bouncing_people += people_behind(visits.bounces, visits.bouncing_people);
  visits_.duration.people += visits.duration.people;
  for (int c = 0; c < kDwellClasses; ++c) {
    visits_.duration.completed[c] += visits.duration.completed[c];
    visits_.duration.censored[c] += visits.duration.censored[c];
    visits_.duration.class_people[c] += visits.duration.class_people[c];
  }
}

void PathDay::add_figures(std::int64_t k, Figures& out) const {
  Figures zones;
  zones_.add_figures(k, zones);
  DayMargins told = margins_;
  for (const wire::Figure& zone : zones) told.note_day_of(ZoneId(zone.scope));
  out.insert(out.end(), zones.begin(), zones.end());
  std::vector<DayPath> paths;
  std::vector<std::int64_t> people;
  std::vector<bool> pooled;
  std::int64_t unlisted = timed_.count;
  for (const auto& [way, part] : paths_) {
    paths.push_back({way, part});
    people.push_back(part.people);
    pooled.push_back(part.people < k);
    unlisted -= part.count;
  }
  // Visits without a zone: how many bodies they have beyond one is not known.
  people.push_back(unlisted > 0 ? 1 : 0);
  pooled.push_back(unlisted > 0);
  const DayMargins::Check margins(told, paths, k);
  Part others;
  for (;;) {
    pooled = complete(people, k, timed_.people, std::move(pooled)).pooled;
    others = timed_;
    for (std::size_t i = 0; i < paths.size(); ++i) {
      if (pooled[i]) continue;
      others.count -= paths[i].part.count;
      others.people -= paths[i].part.count;
    }
    // Each turn puts one more path among the others.
    const auto next = margins.needed(pooled, others);
    if (!next) break;
    pooled[*next] = true;
  }
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (pooled[i]) continue;
    wire::Figure made = count_figure(wire::Metric::kPath, "", paths[i].part.count);
    for (const ZoneId& zone : paths[i].zones) made.way.push_back(zone.value());
    out.push_back(made);
  }
  out.push_back(count_figure(wire::Metric::kPath, "", std::max<std::int64_t>(0, others.count)));
}

namespace {

constexpr std::size_t kIdWidth = 32;

void put(ByteWriter& out, const Part& part) {
  out.number(static_cast<std::uint64_t>(part.count));
  out.number(static_cast<std::uint64_t>(part.people));
}

/// Calls `each` with every number of how long visits were.
template <class Visits, class Each>
void each_length(Visits& visits, Each each) {
  each(visits.timed), each(visits.bounces), each(visits.bouncing_people);
  each(visits.duration.people);
  for (int c = 0; c < kDwellClasses; ++c) {
    each(visits.duration.completed[c]), each(visits.duration.censored[c]);
    each(visits.duration.class_people[c]);
  }
}

Part take_part(ByteReader& in) {
  Part part;
  part.count = static_cast<std::int64_t>(in.number<std::uint64_t>());
  part.people = static_cast<std::int64_t>(in.number<std::uint64_t>());
  return part;
}

}  // namespace

void PathDay::save(ByteWriter& out) const {
  out.time(observed_);
  put(out, timed_);
  each_length(visits_,
              [&](std::int64_t number) { out.number(static_cast<std::uint64_t>(number)); });
  margins_.save(out);
  zones_.save(out);
  out.number(static_cast<std::uint32_t>(paths_.size()));
  for (const auto& [zones, part] : paths_) {
    out.number(static_cast<std::uint8_t>(zones.size()));
    for (const ZoneId& zone : zones) out.text(zone.value(), kIdWidth);
    put(out, part);
  }
}

void PathDay::load(ByteReader& in) {
  observed_ = in.time();
  timed_ = take_part(in);
  each_length(visits_, [&](std::int64_t& number) {
    number = static_cast<std::int64_t>(in.number<std::uint64_t>());
  });
  margins_.load(in);
  zones_.load(in);
  const auto paths = in.number<std::uint32_t>();
  for (std::uint32_t i = 0; i < paths && !in.failed(); ++i) {
    std::vector<ZoneId> zones(std::min<std::size_t>(in.number<std::uint8_t>(), wire::kMaxWay));
    for (ZoneId& zone : zones) zone = ZoneId(in.text(kIdWidth));
    paths_[zones] = take_part(in);
  }
}

}  // namespace sillage::floor::internal
