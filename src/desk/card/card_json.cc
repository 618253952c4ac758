// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "desk/card/card.h"

namespace sillage::desk {
namespace {

using Json = nlohmann::ordered_json;

Json told_json(const ToldFigures& told) {
  return {{"shown", told.shown},
          {"merged", told.merged},
          {"withheld", told.withheld},
          {"not_observed", told.unobserved}};
}

Json age_json(const std::optional<double>& age, double limit, const wire::Ages& ages,
              const wire::AgeEdges& edges) {
  Json classes = Json::array();
  for (std::size_t i = 0; i < wire::kAgeClasses && ages.total() > 0; ++i) {
    classes.push_back({{"up_to_s", i < edges.size() ? Json(edges[i]) : Json(nullptr)},
                       {"bins", ages.counts[i]}});
  }
  return {{"oldest_s", age ? Json(*age) : Json(nullptr)},
          {"limit_s", limit},
          {"alarm", age.has_value() && *age > limit},
          {"oldest_of_bins", classes.empty() ? Json(nullptr) : classes}};
}

}  // namespace

std::string card_json(const PrivacyCard& card) {
  const bool strict = card.mode == wire::ReleaseMode::kStrict;
  Json protection = {{"mode", strict ? "strict" : "standard"}, {"k", card.k}};
  if (strict) {
    for (const auto& [name, days] : {std::pair("one_day", 1), std::pair("thirty_days", 30)}) {
      protection[name] = {
          {"rho", card.rho * days}, {"epsilon", card.epsilon(days)}, {"delta", kCardDelta}};
    }
  } else {
    protection["small_groups_that_follow"] = card.small_groups;
  }
  protection["mixed_modes"] = card.is_mixed;
  Json told = Json::object();
  for (const auto& [metric, of_metric] : card.told) told[to_string(metric)] = told_json(of_metric);
  const Json json = {{"store", card.store.value()},
                     {"from", to_iso8601(card.from)},
                     {"to", to_iso8601(card.to)},
                     {"evaluation", card.evaluation},
                     {"link_level", card.link_level},
                     {"protection", protection},
                     {"releases", card.releases},
                     {"figures", told_json(card.all())},
                     {"figures_by_metric", told},
                     {"ages",
                      {{"person", age_json(card.person_age_s, wire::kPersonAgeLimitS,
                                           card.person_ages, wire::kPersonAgeEdgesS)},
                       {"picture", age_json(card.frame_age_s, wire::kFrameAgeLimitS,
                                            card.frame_ages, wire::kFrameAgeEdgesS)}}}};
  return json.dump(2) + "\n";
}

}  // namespace sillage::desk
