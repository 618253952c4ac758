// SPDX-License-Identifier: Apache-2.0
#include "eval/zone_flows.h"

namespace sillage::eval {
namespace {

constexpr Duration kVisit = std::chrono::seconds(5);
constexpr Duration kAway = std::chrono::seconds(3);

}  // namespace

void ZoneFlows::count(Body& body) {
  body.counted = true;
  visits_[{body.zone, body.zone}] += 1;
  for (const auto& [from, probability] : body.was_in) {
    if (from != body.zone) flows_[{from, body.zone}] += probability;
  }
  body.was_in = {{body.zone, 1.0}};
}

void ZoneFlows::see(std::uint64_t identity, Instant at, int zone) {
  Body& body = bodies_[identity];
  if (body.zone >= 0 && at - body.last >= kAway) body.zone = -1;
  if (zone < 0) return;
  if (zone != body.zone) {
    // For less than the absence that ends a stay, the old one may still go on; a stay in the new
    // zone ends it at once, as nobody is in two.
    body.zone = zone;
    body.since = at;
    body.counted = false;
  }
  body.last = at;
  if (!body.counted && at - body.since >= kVisit) count(body);
}

void ZoneFlows::may_continue(std::uint64_t earlier, std::uint64_t later, double probability) {
  const auto found = bodies_.find(earlier);
  if (found == bodies_.end()) return;
  const auto was_in = found->second.was_in;
  for (const auto& [zone, share] : was_in) bodies_[later].was_in[zone] += probability * share;
}

}  // namespace sillage::eval
