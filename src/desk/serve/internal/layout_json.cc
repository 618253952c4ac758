// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/layout_json.h"

#include <set>

#include "base/id.h"

namespace sillage::desk::serve {
namespace {

/// Within one kind an id is there once.
Result<void> check_ids(const Json& items, const char* kind) {
  std::set<std::string> seen;
  for (const Json& item : items) {
    const auto id = item.at("id").get<std::string>();
    if (!is_valid_id(id)) {
      return fail(ErrorCode::kInvalidArgument,
                  "the id '{}' of a {} is not valid; begin it with a letter or digit", id, kind);
    }
    if (!seen.insert(id).second) {
      return fail(ErrorCode::kInvalidArgument, "two {}s have the id '{}'; give each its own", kind,
                  id);
    }
  }
  return {};
}

Result<config::Line> line_of(const Json& json) {
  config::Line line;
  line.id = LineId(json.at("id").get<std::string>());
  line.name = json.at("name").get<std::string>();
  line.segment = {point_of(json.at("from")), point_of(json.at("to"))};
  line.inside = point_of(json.at("inside"));
  const Point along = line.segment.to - line.segment.from;
  const Point across = line.inside - line.segment.from;
  if (std::hypot(along.x, along.y) < 0.1) {
    return fail(ErrorCode::kInvalidArgument,
                "line '{}' is shorter than 10 cm; draw it across the whole doorway",
                line.id.value());
  }
  if (std::abs(along.x * across.y - along.y * across.x) < 1e-3 * std::hypot(along.x, along.y)) {
    return fail(ErrorCode::kInvalidArgument,
                "the inner side of line '{}' cannot be told: its point lies on the line; put it "
                "well inside the store",
                line.id.value());
  }
  return line;
}

Result<config::Zone> zone_of(const Json& json) {
  const auto id = json.at("id").get<std::string>();
  std::vector<Point> corners;
  for (const Json& corner : json.at("area")) corners.push_back(point_of(corner));
  auto area = Polygon::create(std::move(corners));
  if (!area) {
    return tl::unexpected<Error>(std::move(area).error().with(fmt::format("zone '{}'", id)));
  }
  return config::Zone{
      ZoneId(id), json.at("name").get<std::string>(),
      zone_type_of(json.at("type").get<std::string>()).value_or(config::ZoneType::kOther),
      std::move(*area)};
}

}  // namespace

Json to_json(Point point) { return Json::array({point.x, point.y}); }

Json points_json(const std::vector<Point>& points) {
  Json list = Json::array();
  for (const Point& point : points) list.push_back(to_json(point));
  return list;
}

Point point_of(const Json& json) { return {json.at(0).get<double>(), json.at(1).get<double>()}; }

std::optional<config::ZoneType> zone_type_of(const std::string& name) {
  for (int number = 0; number <= static_cast<int>(config::ZoneType::kOther); ++number) {
    const auto type = static_cast<config::ZoneType>(number);
    if (name == config::to_string(type)) return type;
  }
  return std::nullopt;
}

Json layout_json(const std::vector<config::Line>& lines, const std::vector<config::Zone>& zones,
                 const std::vector<config::Funnel>& funnels) {
  Json json = {{"lines", Json::array()}, {"zones", Json::array()}, {"funnels", Json::array()}};
  for (const config::Line& line : lines) {
    json["lines"].push_back({{"id", line.id.value()},
                             {"name", line.name},
                             {"from", to_json(line.segment.from)},
                             {"to", to_json(line.segment.to)},
                             {"inside", to_json(line.inside)}});
  }
  for (const config::Zone& zone : zones) {
    json["zones"].push_back({{"id", zone.id.value()},
                             {"name", zone.name},
                             {"type", config::to_string(zone.type)},
                             {"area", points_json(zone.area.corners())}});
  }
  for (const config::Funnel& funnel : funnels) {
    Json steps = Json::array();
    for (const ZoneId& zone : funnel.zones) steps.push_back(zone.value());
    json["funnels"].push_back({{"id", funnel.id.value()}, {"name", funnel.name}, {"zones", steps}});
  }
  return json;
}

Result<Layout> layout_of(const Json& json) {
  Layout layout;
  RETURN_IF_ERROR(check_ids(json.at("lines"), "line"));
  RETURN_IF_ERROR(check_ids(json.at("zones"), "zone"));
  RETURN_IF_ERROR(check_ids(json.at("funnels"), "funnel"));
  std::set<std::string> zones;
  for (const Json& item : json.at("lines")) {
    ASSIGN_OR_RETURN(auto line, line_of(item));
    layout.lines.push_back(std::move(line));
  }
  for (const Json& item : json.at("zones")) {
    ASSIGN_OR_RETURN(auto zone, zone_of(item));
    zones.insert(zone.id.value());
    layout.zones.push_back(std::move(zone));
  }
  for (const Json& item : json.at("funnels")) {
    config::Funnel funnel{FunnelId(item.at("id").get<std::string>()),
                          item.at("name").get<std::string>(),
                          {}};
    for (const Json& step : item.at("zones")) {
      const auto id = step.get<std::string>();
      if (!zones.contains(id)) {
        return fail(ErrorCode::kInvalidArgument,
                    "funnel '{}' names the zone '{}', which is not among the zones; add it or take "
                    "the step out",
                    funnel.id.value(), id);
      }
      funnel.zones.emplace_back(id);
    }
    layout.funnels.push_back(std::move(funnel));
  }
  return layout;
}

}  // namespace sillage::desk::serve
