// SPDX-License-Identifier: Apache-2.0
#include "desk/report/rates.h"

#include <algorithm>

namespace sillage::desk {
namespace {

using wire::Metric;

const wire::Figure* find(const wire::Release& release, const Count& count) {
  for (const wire::Figure& figure : release.figures()) {
    if (figure.metric == count.metric && figure.scope == count.scope) return &figure;
  }
  return nullptr;
}

/// Of its own: a merged value is that of several.
bool is_shown(const wire::Figure* figure) {
  return figure && figure->state == wire::FigureState::kReleased && figure->value;
}

}  // namespace

Rate rate_of(std::span<const wire::Release> releases, const Count& part,
             const std::vector<Count>& whole) {
  Rate rate;
  double parts = 0, wholes = 0;
  for (const wire::Release& release : releases) {
    std::vector<const wire::Figure*> figures{find(release, part)};
    for (const Count& count : whole) figures.push_back(find(release, count));
    if (std::all_of(figures.begin(), figures.end(), is_shown)) {
      ++rate.bins;
      parts += *figures[0]->value;
      for (std::size_t i = 1; i < figures.size(); ++i) wholes += *figures[i]->value;
    } else if (std::any_of(figures.begin(), figures.end(), [](const wire::Figure* figure) {
                 return figure && figure->state != wire::FigureState::kReleased;
               })) {
      ++rate.withheld_bins;
    }
  }
  if (wholes > 0) rate.value = parts / wholes;
  return rate;
}

Rate bounce_rate(std::span<const wire::Release> releases) {
  return rate_of(releases, {Metric::kBounces, ""}, {{Metric::kTimedVisits, ""}});
}

Rate checkout_reach_rate(std::span<const wire::Release> releases) {
  return rate_of(releases, {Metric::kCheckoutReached, ""}, {{Metric::kTimedVisits, ""}});
}

Rate capture_rate(std::span<const wire::Release> releases) {
  return rate_of(releases, {Metric::kEntries, ""}, {{Metric::kEntries, ""}, {Metric::kPassBy, ""}});
}

Rate entries_per_pass_by(std::span<const wire::Release> releases) {
  return rate_of(releases, {Metric::kEntries, ""}, {{Metric::kPassBy, ""}});
}

Rate zone_exposure(std::span<const wire::Release> releases, const std::string& zone) {
  return rate_of(releases, {Metric::kZoneExposed, zone}, {{Metric::kTimedVisits, ""}});
}

Rate engagement_rate(std::span<const wire::Release> releases, const std::string& zone) {
  return rate_of(releases, {Metric::kZoneEngagements, zone}, {{Metric::kZoneExposed, zone}});
}

Rate queue_abandonment_rate(std::span<const wire::Release> releases, const std::string& zone) {
  return rate_of(releases, {Metric::kQueueAbandoned, zone}, {{Metric::kQueueJoined, zone}});
}

}  // namespace sillage::desk
