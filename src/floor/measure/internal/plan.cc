// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/plan.h"

#include <algorithm>
#include <set>

namespace sillage::floor::internal {
namespace {

bool any_contains(const std::vector<Polygon>& areas, Point p) {
  return std::any_of(areas.begin(), areas.end(), [p](const Polygon& a) { return a.contains(p); });
}

Result<void> check(const config::Line& line) {
  const Segment& s = line.segment;
  if (!is_finite(s.from) || !is_finite(s.to) || !(s.length() > 1e-3)) {
    return fail(ErrorCode::kInvalidArgument,
                "line '{}' has no length; give two different end points in metres",
                line.id.value());
  }
  if (!is_finite(line.inside) || s.signed_distance(line.inside) == 0) {
    return fail(ErrorCode::kInvalidArgument,
                "line '{}': the inside point lies on the line; move it to the inner side",
                line.id.value());
  }
  return {};
}

Result<void> check_unique(std::set<std::string>& ids, const char* kind, const std::string& id) {
  if (ids.insert(id).second) return {};
  return fail(ErrorCode::kInvalidArgument, "{} '{}' is there twice; rename one of them", kind, id);
}

Point middle(const Polygon& area) {
  Point sum;
  for (const Point corner : area.corners()) sum = sum + corner;
  return sum * (1.0 / static_cast<double>(area.corners().size()));
}

/// Metres between two areas, near enough: from the middle of each to the edge of the other.
double apart(const Polygon& a, const Polygon& b) {
  const Point from_a = middle(a), from_b = middle(b);
  return std::min(b.contains(from_a) ? 0 : b.distance_to_edge(from_a),
                  a.contains(from_b) ? 0 : a.distance_to_edge(from_b));
}

/// Of the zones of this type the nearest, -1 where there is none.
int nearest(const std::vector<Plan::MeasuredZone>& zones, int to, config::ZoneType type) {
  int best = -1;
  for (int i = 0; i < static_cast<int>(zones.size()); ++i) {
    if (!zones[i].is(type)) continue;
    if (best < 0 || apart(zones[i].area, zones[to].area) < apart(zones[best].area, zones[to].area))
      best = i;
  }
  return best;
}

void connect_queues(Plan& plan) {
  for (int i = 0; i < static_cast<int>(plan.zones.size()); ++i) {
    if (!plan.zones[i].is(config::ZoneType::kCheckoutQueue)) continue;
    plan.zones[i].queue = static_cast<int>(plan.queues.size());
    plan.queues.push_back({i, nearest(plan.zones, i, config::ZoneType::kService)});
  }
  for (int i = 0; i < static_cast<int>(plan.zones.size()); ++i) {
    if (!plan.zones[i].is(config::ZoneType::kService)) continue;
    const int waiting = nearest(plan.zones, i, config::ZoneType::kCheckoutQueue);
    if (waiting >= 0) plan.zones[i].queue = plan.zones[waiting].queue;
  }
}

/// Frontages are outside: they form no group with what is inside.
int group_of(const config::Zone& zone, std::vector<std::string>& groups) {
  std::string name = zone.group.empty() ? config::to_string(zone.type) : zone.group;
  if (zone.type == config::ZoneType::kFrontage) name = config::to_string(zone.type);
  const auto found = std::find(groups.begin(), groups.end(), name);
  if (found != groups.end()) return static_cast<int>(found - groups.begin());
  groups.push_back(std::move(name));
  return static_cast<int>(groups.size()) - 1;
}

Result<void> add_funnels(const config::StoreConfig& store, Plan& plan) {
  for (const config::Funnel& funnel : store.funnels) {
    Plan::Funnel steps{funnel.id, {}};
    for (const ZoneId& id : funnel.zones) {
      const auto zone = std::find_if(plan.zones.begin(), plan.zones.end(),
                                     [&](const auto& z) { return z.id == id; });
      if (zone == plan.zones.end()) {
        return fail(ErrorCode::kInvalidArgument,
                    "funnel '{}': '{}' is no zone that is measured; take it out or add the zone",
                    funnel.id.value(), id.value());
      }
      steps.zones.push_back(static_cast<int>(zone - plan.zones.begin()));
    }
    plan.funnels.push_back(std::move(steps));
  }
  return {};
}

}  // namespace

Result<Plan> Plan::of(const config::StoreConfig& store) {
  RETURN_IF_ERROR(store.measure.check());
  Plan plan;
  std::set<std::string> ids;
  for (const config::Line& line : store.lines) {
    RETURN_IF_ERROR(check_unique(ids, "line", line.id.value()));
    RETURN_IF_ERROR(check(line));
    plan.line_ids.push_back(line.id);
    plan.gates.push_back(LineGate::of(line, store.measure));
  }
  ids.clear();
  for (const config::Zone& zone : store.zones) {
    RETURN_IF_ERROR(check_unique(ids, "zone", zone.id.value()));
    if (zone.type == config::ZoneType::kStaff) {
      plan.staff.push_back(zone.area);
    } else if (zone.type == config::ZoneType::kFitting) {
      plan.fitting.push_back(zone.area);
    } else if (zone.type == config::ZoneType::kObjection) {
      plan.objection.push_back(zone.area);
    } else {
      plan.zones.push_back({zone.id, zone.type, zone.area, -1, group_of(zone, plan.groups)});
    }
  }
  connect_queues(plan);
  RETURN_IF_ERROR(add_funnels(store, plan));
  plan.looks_for_the_lost = store.journey.level >= 2;
  plan.by_segment = store.audience.is_on();
  plan.middle = store.audience.middle;
  plan.certain = store.audience.certain;
  plan.options = store.measure;
  plan.stay = {from_seconds(store.measure.zone_min_stay_s), from_seconds(store.measure.zone_gap_s)};
  plan.confirm = from_seconds(store.measure.entry_confirm_s);
  plan.ttl = from_seconds(store.measure.state_ttl_s);
  plan.group_window = from_seconds(store.measure.group_window_s);
  plan.return_limit = plan.ttl + plan.confirm + kKnownGap;
  return plan;
}

bool Plan::is_unmeasured(Point p) const { return is_staff(p) || any_contains(fitting, p); }

bool Plan::is_staff(Point p) const { return any_contains(staff, p); }

bool Plan::is_objection(Point p) const { return any_contains(objection, p); }

bool Plan::serves(int zone, int queue) const {
  return zones[zone].is(config::ZoneType::kService) &&
         (queues[queue].service == zone || zones[zone].queue == queue);
}

bool Plan::is_indoors(int zone) const {
  return !zones[zone].is(config::ZoneType::kFrontage) &&
         !zones[zone].is(config::ZoneType::kEntrance);
}

}  // namespace sillage::floor::internal
