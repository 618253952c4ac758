// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/visit_parts.h"

#include <algorithm>
#include <numeric>

namespace sillage::floor::internal {

bool implies(const std::vector<ZoneId>& longer, const std::vector<ZoneId>& shorter) {
  auto next = shorter.begin();
  for (const ZoneId& zone : longer) {
    if (next != shorter.end() && *next == zone) ++next;
  }
  return next == shorter.end();
}

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

bool VisitParts::take_exposed(const ZoneId& zone, const Part& part) {
  const bool at_service = services_.contains(zone);
  if (at_service && !hides_who_went_to_several(part)) return false;
  if (!take({zone}, part)) return false;
  if (at_service) ++services_shown_, visits_at_services_ += part.count;
  return true;
}

bool VisitParts::hides_who_went_to_several(const Part& last) const {
  const std::size_t services = services_.size();
  if (!reached_ || services < 2 || services_shown_ + 1 < services) return true;
  const std::int64_t counted_again = visits_at_services_ + last.count - reached_->count;
  if (counted_again == 0) return true;
  // A visit may be counted at every service, and a body have several visits.
  const std::int64_t visits = counted_again / static_cast<std::int64_t>(services - 1);
  return visits - (reached_->count - reached_->people) >= k_;
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
