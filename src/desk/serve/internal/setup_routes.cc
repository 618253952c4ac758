// SPDX-License-Identifier: Apache-2.0
// From a camera to a count.
#include <algorithm>
#include <cmath>

#include "desk/serve/internal/camera_json.h"
#include "desk/serve/internal/keys.h"
#include "desk/serve/internal/layout_json.h"
#include "desk/serve/internal/routes.h"
#include "desk/serve/internal/store_context.h"
#include "geometry/homography.h"

namespace sillage::desk::serve::setup {
namespace {

constexpr int kMostGridLines = 200;

tl::unexpected<Problem> refuse_unable() {
  return refuse(501, "unsupported", "This server cannot reach cameras",
                "run the whole product: sillage run");
}

/// The address that is meant, with its secret.
tl::expected<std::string, Problem> source_of(Call& call, const StoreContext& store) {
  if (!call.body.contains("camera")) {
    if (call.body.contains("source")) return address_of(call.body);
    Problem problem{400, "bad-request", "Neither a camera nor an address was sent",
                    "send camera or source", {{"/camera", "is missing"}}, {}};
    return as_problem(std::move(problem));
  }
  const auto id = call.body.at("camera").get<std::string>();
  TRY_ASSIGN(const auto camera, call.records().get(kCamera, store.id.value(), id));
  if (!camera) return refuse(404, "not-found", "There is no such camera");
  return address_of(Json::parse(camera->body));
}

/// Straight lines of the floor as they appear in the picture, cut to where it shows floor.
void put_grid(JsonText& out, const Homography& floor_from_image, double width, double height,
              const std::vector<PointPair>& pairs) {
  const Homography image_from_floor = floor_from_image.inverse();
  Point low = pairs[0].in_floor, high = low;
  for (const PointPair& pair : pairs) {
    low = {std::min(low.x, pair.in_floor.x), std::min(low.y, pair.in_floor.y)};
    high = {std::max(high.x, pair.in_floor.x), std::max(high.y, pair.in_floor.y)};
  }
  const double left = std::floor(low.x) - 2, right = std::ceil(high.x) + 2;
  const double bottom = std::floor(low.y) - 2, top = std::ceil(high.y) + 2;
  const auto put_line = [&](Point from, Point to) {
    std::vector<Point> shown;
    constexpr int kSteps = 40;
    for (int i = 0; i <= kSteps; ++i) {
      const Point in_floor = from + (to - from) * (static_cast<double>(i) / kSteps);
      const Point p = image_from_floor.apply(in_floor);
      const bool is_shown = is_finite(p) && p.x >= 0 && p.y >= 0 && p.x <= width && p.y <= height &&
                            distance(floor_from_image.apply(p), in_floor) < 0.01;
      if (is_shown) shown.push_back(p);
    }
    if (shown.size() > 1) out.json(points_json({shown.front(), shown.back()}));
  };
  int lines = 0;
  for (double x = left; x <= right && lines < kMostGridLines; ++x, ++lines) {
    put_line({x, bottom}, {x, top});
  }
  for (double y = bottom; y <= top && lines < 2 * kMostGridLines; ++y, ++lines) {
    put_line({left, y}, {right, y});
  }
}

}  // namespace

Answer test_camera(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  TRY_ASSIGN(const std::string source, source_of(call, store));
  const auto& test = call.shared.options.tools.test_camera;
  if (!test) return refuse_unable();
  TRY_ASSIGN(const CameraFound found, test(source));
  const auto or_null = [](const auto& value) { return value ? Json(*value) : Json(nullptr); };
  return json_response({{"ok", found.ok},
                        {"codec", or_null(found.codec)},
                        {"width", or_null(found.width)},
                        {"height", or_null(found.height)},
                        {"fps", or_null(found.fps)},
                        {"advice", or_null(found.advice)}});
}

Answer take_plate(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  TRY_ASSIGN(const std::string source, source_of(call, store));
  call.subject = store.id.value() + "/" + call.body.value("camera", "new camera");
  const auto& take = call.shared.options.tools.take_plate;
  if (!take) return refuse_unable();
  TRY_ASSIGN(std::string png, take(source));
  http::Response response = text_response(std::move(png), "image/png");
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Answer fit_calibration(Call& call) {
  TRY(store_context(call));
  std::vector<PointPair> pairs;
  for (const Json& point : call.body.at("points")) {
    pairs.push_back({point_of(point.at("image")), point_of(point.at("floor"))});
  }
  TRY_ASSIGN(const Homography floor_from_image, Homography::fit(pairs));
  double squares = 0, worst = 0;
  std::vector<double> errors;
  for (const PointPair& pair : pairs) {
    const double error = distance(floor_from_image.apply(pair.in_image), pair.in_floor);
    errors.push_back(error);
    squares += error * error;
    worst = std::max(worst, error);
  }
  JsonText out;
  out.open('{').key("residual_m").value(std::sqrt(squares / static_cast<double>(pairs.size())));
  out.key("worst_m").value(worst).key("points").open('[');
  for (const double error : errors) out.open('{').key("error_m").value(error).close('}');
  out.close(']').key("floor_from_image").open('[');
  for (const double value : floor_from_image.matrix()) out.value(value);
  out.close(']').key("grid").open('[');
  put_grid(out, floor_from_image, call.body.at("width").get<double>(),
           call.body.at("height").get<double>(), pairs);
  out.close(']');
  return finish(out);
}

Answer walk(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  TRY_ASSIGN(Layout layout, layout_of(call.body.at("layout")));
  if (!call.shared.options.tools.walk) return refuse_unable();
  config::StoreConfig config;
  config.id = store.id;
  config.time_zone = store.time_zone();
  config.lines = std::move(layout.lines);
  config.zones = std::move(layout.zones);
  config.measure.entry_confirm_s = store.settings.at("entry_confirm_s").get<double>();
  config.measure.line_band_m = store.settings.at("line_band_m").get<double>();
  config.measure.zone_min_stay_s = store.settings.at("zone_min_stay_s").get<double>();
  config.measure.zone_gap_s = store.settings.at("zone_gap_s").get<double>();
  std::vector<Point> route;
  for (const Json& point : call.body.at("route")) route.push_back(point_of(point));
  TRY_ASSIGN(const WalkCounts counts, call.shared.options.tools.walk(config, route));
  Json lines = Json::array(), zones = Json::array();
  for (const auto& line : counts.lines) {
    lines.push_back({{"id", line.id.value()}, {"entries", line.entries}, {"exits", line.exits}});
  }
  for (const auto& zone : counts.zones) {
    zones.push_back({{"id", zone.id.value()}, {"visits", zone.visits}});
  }
  return json_response({{"lines", std::move(lines)}, {"zones", std::move(zones)}});
}

}  // namespace sillage::desk::serve::setup
