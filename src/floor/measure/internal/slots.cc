// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/slots.h"

namespace sillage::floor::internal {
namespace {

Slots line_slots(LineTally& line, Count kind) {
  switch (kind) {
    case Count::kEntry:
      return {&line.entries.count, &line.entering_people};
    case Count::kEntryDoubtful:
      return {&line.entries.doubtful, nullptr};
    case Count::kEntryMissed:
      return {&line.entries.missed, nullptr};
    case Count::kExit:
      return {&line.exits.count, &line.exiting_people};
    case Count::kExitDoubtful:
      return {&line.exits.doubtful, nullptr};
    default:
      return {&line.exits.missed, nullptr};
  }
}

Slots zone_slots(ZoneTally& zone, const CountKey& key) {
  switch (key.kind) {
    case Count::kStay:
      return {&zone.visits, &zone.people};
    case Count::kStayDoubtful:
      return {&zone.doubtful, nullptr};
    case Count::kDwell:
      return {&zone.completed[key.detail], &zone.class_people[key.detail]};
    default:
      return {&zone.censored[key.detail], nullptr};
  }
}

Slots duration_slots(DurationTally& durations, std::uint64_t of_class, bool censored) {
  if (of_class == kAllClasses) return {nullptr, &durations.people};
  if (censored) return {&durations.censored[of_class], nullptr};
  return {&durations.completed[of_class], &durations.class_people[of_class]};
}

Slots visit_slots(VisitTally& visits, const CountKey& key) {
  switch (key.kind) {
    case Count::kVisit:
      return {&visits.visits.count, &visits.people};
    case Count::kVisitDoubtful:
      return {&visits.visits.doubtful, nullptr};
    case Count::kVisitMissed:
      return {&visits.visits.missed, nullptr};
    case Count::kBounce:
      return {&visits.bounces, &visits.bouncing_people};
    case Count::kServed:
      return {&visits.reached_service, &visits.reaching_people};
    default:
      return duration_slots(visits.duration, key.detail, key.kind == Count::kDurationCensored);
  }
}

Slots queue_slots(QueueTally& queue, const CountKey& key) {
  switch (key.kind) {
    case Count::kJoined:
      return {&queue.joined, &queue.joining_people};
    case Count::kAbandoned:
      return {&queue.abandoned, &queue.abandoning_people};
    case Count::kWait:
    case Count::kWaitCensored:
      return duration_slots(queue.wait, key.detail, key.kind == Count::kWaitCensored);
    default:
      return duration_slots(queue.service, key.detail, key.kind == Count::kServiceCensored);
  }
}

std::vector<ZoneId> zones_of(const Plan& plan, std::uint64_t path) {
  std::vector<ZoneId> zones;
  for (const int zone : path_of(path)) zones.push_back(plan.zones[zone].id);
  return zones;
}

Slots way_slots(BinTally& tally, const Plan& plan, const CountKey& key) {
  if (key.kind == Count::kPath) {
    PathTally& path = tally.paths[zones_of(plan, key.detail)];
    return {&path.visits, &path.people};
  }
  if (key.kind == Count::kFunnel) {
    FunnelTally& funnel = tally.funnels[plan.funnels[key.index].id];
    return {&funnel.reached[key.detail], &funnel.people[key.detail]};
  }
  FlowTally& flow = tally.flows[{plan.zones[key.index].id, plan.zones[key.detail].id}];
  return {&flow.count.thousandths, key.kind == Count::kFlow ? &flow.people : nullptr};
}

std::int64_t* segment_slot(SegmentTally& tally, const Plan& plan, const CountKey& key) {
  const std::size_t segment = key.detail % wire::kSegments, of_class = key.detail / wire::kSegments;
  const auto queue = [&] { return plan.zones[plan.queues[key.index].zone].id; };
  switch (key.kind) {
    case Count::kSegmentZone:
      return &tally.zones[plan.zones[key.index].id][of_class][segment];
    case Count::kSegmentDuration:
      return &tally.durations[of_class][segment];
    case Count::kSegmentJoined:
      return &tally.joined[queue()][segment];
    case Count::kSegmentAbandoned:
      return &tally.abandoned[queue()][segment];
    default:
      return &tally.paths[zones_of(plan, key.detail)][key.index];
  }
}

/// Of what counts once per body.
std::int64_t* once_slot(BinTally& tally, const Plan& plan, const CountKey& key) {
  switch (key.kind) {
    case Count::kNewcomer:
      return &tally.zones[plan.zones[key.index].id].newcomers;
    case Count::kStayInZone:
      return &tally.zones[plan.zones[key.index].id].stays[key.detail];
    case Count::kStayBetween:
      return &tally.flows[{plan.zones[key.index].id, plan.zones[key.detail].id}].stays;
    case Count::kStayEntry:
      return &tally.lines[plan.line_ids[key.index]].entering_stays;
    case Count::kStayExit:
      return &tally.lines[plan.line_ids[key.index]].exiting_stays;
    case Count::kStayVisit:
      return &tally.stays.visits;
    case Count::kStayBounce:
      return &tally.stays.bounces;
    case Count::kStayServed:
      return &tally.stays.reached_service;
    default:
      return &tally.stays.durations[key.detail];
  }
}

}  // namespace

Slots slots_of(BinTally& tally, const Plan& plan, const CountKey& key) {
  const Count kind = key.kind;
  if (kind >= Count::kSegmentZone) {
    return {tally.segments ? segment_slot(*tally.segments, plan, key) : nullptr, nullptr};
  }
  if (kind >= Count::kNewcomer) return {once_slot(tally, plan, key), nullptr};
  if (kind == Count::kPerson) return {nullptr, &tally.people};
  if (kind >= Count::kEntry && kind <= Count::kExitMissed) {
    return line_slots(tally.lines[plan.line_ids[key.index]], kind);
  }
  if (kind >= Count::kStay && kind <= Count::kDwellCensored) {
    return zone_slots(tally.zones[plan.zones[key.index].id], key);
  }
  if (kind >= Count::kVisit && kind <= Count::kServed) return visit_slots(tally.visits, key);
  if (kind == Count::kExposed || kind == Count::kEngaged) {
    ReachTally& reach = tally.reach[plan.zones[key.index].id];
    if (kind == Count::kExposed) return {&reach.exposed, &reach.exposed_people};
    return {&reach.engaged, &reach.engaged_people};
  }
  if (kind >= Count::kFlow && kind <= Count::kFunnel) return way_slots(tally, plan, key);
  if (kind >= Count::kJoined && kind <= Count::kServiceCensored) {
    return queue_slots(tally.queues[plan.zones[plan.queues[key.index].zone].id], key);
  }
  switch (kind) {
    case Count::kUnit:
      return {&tally.groups.units, nullptr};
    case Count::kUnitOfSeveral:
      return {&tally.groups.units_of_several, nullptr};
    case Count::kUnitPeople:
      return {&tally.groups.people_in_several, nullptr};
    case Count::kPassBy:
      return {tally.pass_by ? &tally.pass_by->people : nullptr, nullptr};
    case Count::kObjection:
      return {&tally.objections, nullptr};
    case Count::kGroupStay: {
      ZoneGroupTally& group = tally.zone_groups[plan.groups[key.index]];
      return {&group.visits, &group.people};
    }
    default:
      break;
  }
  PresenceTally& presence = tally.presence[plan.zones[key.index].id];
  if (kind == Count::kPresence) return {&presence.shopper_s, &presence.shoppers};
  return {&presence.staff_s, &presence.staff};
}

BinTally empty_tally(const Plan& plan) {
  BinTally tally;
  if (plan.by_segment) tally.segments.emplace();
  for (const LineId& line : plan.line_ids) tally.lines[line];
  for (const Plan::MeasuredZone& zone : plan.zones) {
    tally.zones[zone.id];
    tally.zone_groups[plan.groups[zone.group]].zones.push_back(zone.id);
    tally.presence[zone.id];
    if (zone.is(config::ZoneType::kFrontage)) {
      tally.pass_by.emplace();
    } else {
      tally.reach[zone.id];
    }
    if (zone.is(config::ZoneType::kCheckoutQueue)) tally.queues[zone.id];
  }
  for (const Plan::Funnel& funnel : plan.funnels) {
    tally.funnels[funnel.id] = {std::vector<std::int64_t>(funnel.zones.size()),
                                std::vector<std::int64_t>(funnel.zones.size())};
  }
  return tally;
}

}  // namespace sillage::floor::internal
