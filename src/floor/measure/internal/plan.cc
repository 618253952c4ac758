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
      plan.zones.push_back({zone.id, zone.type, zone.area});
    }
  }
  plan.stay = {from_seconds(store.measure.zone_min_stay_s), from_seconds(store.measure.zone_gap_s)};
  plan.confirm = from_seconds(store.measure.entry_confirm_s);
  plan.ttl = from_seconds(store.measure.state_ttl_s);
  return plan;
}

bool Plan::is_unmeasured(Point p) const { return is_staff(p) || any_contains(fitting, p); }

bool Plan::is_staff(Point p) const { return any_contains(staff, p); }

}  // namespace sillage::floor::internal
