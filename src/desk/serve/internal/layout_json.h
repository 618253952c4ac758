// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "config/store_config.h"
#include "desk/serve/internal/json.h"

namespace sillage::desk::serve {

Json to_json(Point point);
Json points_json(const std::vector<Point>& points);
/// {lines, zones, funnels} in the form of the API.
Json layout_json(const std::vector<config::Line>& lines, const std::vector<config::Zone>& zones,
                 const std::vector<config::Funnel>& funnels);

struct Layout {
  std::vector<config::Line> lines;
  std::vector<config::Zone> zones;
  std::vector<config::Funnel> funnels;
};
/// From JSON that has passed the schema; the error says what is wrong with the shapes.
Result<Layout> layout_of(const Json& json);

Point point_of(const Json& json);
std::optional<config::ZoneType> zone_type_of(const std::string& name);

}  // namespace sillage::desk::serve
