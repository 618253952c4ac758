// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "floor/privacy/internal/breakdown.h"
#include "floor/privacy/internal/durations.h"
#include "floor/privacy/internal/visit_parts.h"

namespace sillage::floor::internal {
namespace {

using wire::Figure;
using wire::Metric;

std::set<ZoneId> services_of(const config::StoreConfig& store) {
  std::set<ZoneId> services;
  for (const config::Zone& zone : store.zones) {
    if (zone.type == config::ZoneType::kService) services.insert(zone.id);
  }
  return services;
}

void add_visit_totals(const VisitTally& visits, Figures& out) {
  Figure all = count_figure(Metric::kVisits, "", visits.visits.count);
  all.low =
      static_cast<double>(std::max<std::int64_t>(0, visits.visits.count - visits.visits.doubtful));
  all.high = static_cast<double>(visits.visits.count + visits.visits.missed);
  out.push_back(all);
  out.push_back(count_figure(Metric::kTimedVisits, "", visits.timed));
}

/// Durations in all, less the timed visits, are those that were cut off: a few are left out, as if
/// they had not been there.
DurationTally without_few_cut_off(DurationTally stays, std::int64_t k) {
  std::int64_t cut_off = 0, ended = 0;
  for (int c = 0; c < kDwellClasses; ++c) {
    cut_off += stays.censored[c];
    ended += stays.completed[c];
  }
  if (cut_off == 0 || stays.people - ended >= k) return stays;
  stays.people = std::max<std::int64_t>(0, stays.people - cut_off);
  for (int c = 0; c < kDwellClasses; ++c) {
    stays.class_people[c] = std::max<std::int64_t>(0, stays.class_people[c] - stays.censored[c]);
  }
  stays.censored = {};
  return stays;
}

void add_reach(const ZoneId& id, const ReachTally& reach, std::int64_t k, VisitParts& parts,
               Figures& out) {
  const Part exposed{reach.exposed, people_behind(reach.exposed, reach.exposed_people)};
  const Part engaged{reach.engaged, people_behind(reach.engaged, reach.engaged_people)};
  // One visit may hold several engagements, so that people are what can be subtracted.
  const Part engaged_people{engaged.people, engaged.people};
  const Part exposed_people{exposed.people, exposed.people};
  const bool engaged_shown = is_large(engaged, k) && parts.fits({id}, engaged_people) &&
                             rest_is_safe(exposed_people, engaged_people, k);
  const bool exposed_shown = parts.take_exposed(id, exposed);
  out.push_back(count_figure(Metric::kZoneExposed, id.value(), exposed.count, exposed_shown));
  out.push_back(count_figure(Metric::kZoneEngagements, id.value(), engaged.count, engaged_shown));
}

void add_funnel(const config::Funnel& funnel, const FunnelTally& tally, VisitParts& parts,
                Figures& out) {
  const std::size_t steps =
      std::min({funnel.zones.size(), tally.reached.size(), tally.people.size()});
  for (std::size_t step = 0; step < steps; ++step) {
    const std::vector<ZoneId> through(funnel.zones.begin(),
                                      funnel.zones.begin() + static_cast<std::ptrdiff_t>(step + 1));
    const Part part{tally.reached[step], people_behind(tally.reached[step], tally.people[step])};
    Figure made =
        count_figure(Metric::kFunnel, funnel.id.value(), part.count, parts.take(through, part));
    made.extent[0] = static_cast<double>(step + 1);
    out.push_back(made);
  }
}

void add_groups(const GroupTally& groups, std::int64_t k, Figures& out) {
  const Part several{groups.units_of_several,
                     people_behind(groups.units_of_several, groups.people_in_several)};
  const std::int64_t singles = groups.units - groups.units_of_several;
  const bool shown = is_large(several, k) && is_large({singles, singles}, k);
  out.push_back(count_figure(Metric::kGroups, "", groups.units));
  out.push_back(count_figure(Metric::kGroupsOfSeveral, "", several.count, shown));
}

}  // namespace

void add_visits(const BinTally& tally, std::int64_t k, Figures& out) {
  if (tally.lines.empty()) return;
  add_visit_totals(tally.visits, out);
  add_groups(tally.groups, k, out);
}

void add_visit_parts(const BinTally& tally, const config::StoreConfig& store, Figures& out) {
  const std::int64_t k = store.privacy.k;
  const std::set<ZoneId> services = services_of(store);
  VisitParts parts(timed_of(tally.visits), services, k);
  if (!services.empty()) {
    const Part reached{tally.visits.reached_service,
                       people_behind(tally.visits.reached_service, tally.visits.reaching_people)};
    out.push_back(count_figure(Metric::kCheckoutReached, "", reached.count,
                               parts.take_reached_service(reached)));
  }
  for (const auto& [id, reach] : tally.reach) add_reach(id, reach, k, parts, out);
  for (const config::Funnel& funnel : store.funnels) {
    const auto found = tally.funnels.find(funnel.id);
    if (found != tally.funnels.end()) add_funnel(funnel, found->second, parts, out);
  }
}

// Short visits first; then as many durations as can stand beside them.
void add_visit_lengths(const VisitTally& visits, const config::StoreConfig& store, Figures& out) {
  const std::int64_t k = store.privacy.k;
  const Part timed = timed_of(visits);
  const Part bounces{visits.bounces, people_behind(visits.bounces, visits.bouncing_people)};
  const bool shown = is_large(bounces, k) && rest_is_safe(timed, bounces, k);
  out.push_back(count_figure(Metric::kTimedVisits, "", timed.count));
  out.push_back(count_figure(Metric::kBounces, "", bounces.count, shown));
  const DurationTally durations = without_few_cut_off(visits.duration, k);
  if (!is_large(timed, k) || !is_large(all_of(durations), k) || !shown) {
    add_durations(Metric::kVisitDuration, "", durations, k, 0, out);
    return;
  }
  std::vector<DurationInterval> intervals = merge_durations(durations, k);
  join_around(store.measure.bounce_s, bounces, durations, k, intervals);
  add_durations(Metric::kVisitDuration, "", intervals, 0, out);
}

}  // namespace sillage::floor::internal
