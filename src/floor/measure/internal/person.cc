// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/person.h"

namespace sillage::floor::internal {
namespace {

/// Somebody hidden comes back this soon, or is taken for somebody else.
constexpr double kLongestHiddenS = 6;
/// People walk briskly at this speed; from one occlusion to the next they do not run.
constexpr double kBriskMps = 1.5;
constexpr double kBodyReachM = 1.0;

double gap_s(const Person& old, const Person& fresh) {
  return seconds(fresh.started - old.last_observed);
}

double jump(const Person& old, const Person& fresh) {
  return distance(old.last_place, fresh.start_place);
}

}  // namespace

bool could_be_same_body(const Person& old, const Person& fresh, Duration ttl) {
  return old.last_observed < fresh.started && fresh.started - old.last_observed < ttl &&
         gap_s(old, fresh) <= kLongestHiddenS && old.last_at <= fresh.started + kMaxOverlap &&
         jump(old, fresh) <= kBodyReachM + kBriskMps * gap_s(old, fresh);
}

}  // namespace sillage::floor::internal
