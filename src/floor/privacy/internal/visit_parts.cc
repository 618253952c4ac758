// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/visit_parts.h"

#include <algorithm>
#include <numeric>

namespace sillage::floor::internal {
namespace {

/// True if whoever went through `longer` went through `shorter` as well.
bool implies(const std::vector<ZoneId>& longer, const std::vector<ZoneId>& shorter) {
  auto next = shorter.begin();
  for (const ZoneId& zone : longer) {
    if (next != shorter.end() && *next == zone) ++next;
  }
  return next == shorter.end();
}

}  // namespace

Part timed_of(const VisitTally& visits) {
  const auto& cut_off = visits.duration.censored;
  const std::int64_t people =
      visits.duration.people - std::accumulate(cut_off.begin(), cut_off.end(), std::int64_t{0});
  return {visits.timed, people_behind(visits.timed, people)};
}

bool VisitParts::take_reached_service(const Part& part) {
  if (!fits({}, part)) return false;
  reached_ = part;
  return true;
}

bool VisitParts::take(const std::vector<ZoneId>& through, const Part& part) {
  if (!fits(through, part)) return false;
  shown_.push_back({through, part});
  return true;
}

bool VisitParts::fits(const std::vector<ZoneId>& through, const Part& part) const {
  if (!is_large(part, k_)) return false;
  const bool at_service = std::any_of(through.begin(), through.end(),
                                      [&](const ZoneId& zone) { return services_.contains(zone); });
  if (at_service && reached_ && !rest_is_safe(*reached_, part, k_)) return false;
  return std::all_of(shown_.begin(), shown_.end(), [&](const Shown& other) {
    if (implies(through, other.through)) return rest_is_safe(other.part, part, k_);
    if (implies(other.through, through)) return rest_is_safe(part, other.part, k_);
    return true;
  });
}

}  // namespace sillage::floor::internal
