// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/parts.h"

#include <algorithm>

namespace sillage::floor::internal {

wire::Figure figure(wire::Metric metric, const std::string& scope, std::optional<double> value) {
  wire::Figure made;
  made.metric = metric;
  made.scope = scope;
  made.value = value;
  return made;
}

wire::Figure withheld(wire::Metric metric, const std::string& scope) {
  wire::Figure made = figure(metric, scope, std::nullopt);
  made.state = wire::FigureState::kWithheld;
  return made;
}

std::int64_t people_behind(std::int64_t count, std::int64_t people) {
  return count > 0 ? std::max<std::int64_t>(people, 1) : 0;
}

bool is_large(const Part& part, std::int64_t k) { return part.count == 0 || part.people >= k; }

bool rest_is_safe(const Part& whole, const Part& part, std::int64_t k) {
  return whole.count == part.count || whole.people - part.count >= k;
}

wire::Figure count_figure(wire::Metric metric, const std::string& scope, std::int64_t count,
                          bool shown) {
  return shown ? figure(metric, scope, static_cast<double>(count)) : withheld(metric, scope);
}

}  // namespace sillage::floor::internal
