// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "desk/report/internal/html.h"
#include "desk/report/internal/map_svg.h"
#include "desk/report/internal/numbers.h"
#include "desk/report/png.h"

namespace sillage::desk::report {
namespace {

/// Widest plate in the file; larger ones are shrunk.
constexpr int kWidestPlate = 1280;
constexpr double kPlanWidth = 800;
constexpr double kTallestPlan = 720;

struct Bounds {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  bool any = false;

  void include(Point p) {
    if (!any) x0 = x1 = p.x, y0 = y1 = p.y;
    any = true;
    x0 = std::min(x0, p.x);
    x1 = std::max(x1, p.x);
    y0 = std::min(y0, p.y);
    y1 = std::max(y1, p.y);
  }
};

Bounds bounds_of(const Context& context) {
  Bounds bounds;
  for (const config::Zone& zone : context.input.store.zones) {
    for (const Point& corner : zone.area.corners()) bounds.include(corner);
  }
  for (const config::Line& line : context.input.store.lines) {
    bounds.include(line.segment.from);
    bounds.include(line.segment.to);
  }
  for (const HeatArea& area : context.heat.areas) {
    bounds.include({area.x_m, area.y_m});
    bounds.include({area.x_m + area.width_m, area.y_m + area.height_m});
  }
  return bounds;
}

std::string plan_background(const Words& words, double width, double height, double scale) {
  const double metres = axis_step(width / scale / 8, 1);
  std::string out;
  add(out, "<rect class=\"plan\" width=\"{:.0f}\" height=\"{:.0f}\"/>", width, height);
  add(out, "<path class=\"scale\" d=\"M16 {0:.1f}v6h{1:.1f}v-6\"/>", height - 20, metres * scale);
  add(out, "<text class=\"scale-text\" x=\"{:.1f}\" y=\"{:.1f}\">{} m</text>",
      16 + metres * scale / 2, height - 20, figure(words, metres, 2));
  return out;
}

}  // namespace

Result<Canvas> plate_canvas(const ReportPlate& plate, const Words& words) {
  if (plate.width < 1 || plate.height < 1 ||
      plate.rgb.size() !=
          3 * static_cast<std::size_t>(plate.width) * static_cast<std::size_t>(plate.height)) {
    return fail(ErrorCode::kInvalidArgument,
                "the plate of {} x {} pixels has {} bytes instead of 3 a pixel; make it again from "
                "the video",
                plate.width, plate.height, plate.rgb.size());
  }
  ASSIGN_OR_RETURN(Projection projection,
                   Projection::create(plate.image_from_floor, plate.width, plate.height));
  const Picture picture = shrink(plate.width, plate.height, plate.rgb, kWidestPlate);
  ASSIGN_OR_RETURN(const std::string png, encode_png(picture.width, picture.height, picture.rgb));
  std::string background;
  add(background,
      "<image width=\"{}\" height=\"{}\" preserveAspectRatio=\"none\" "
      "href=\"data:image/png;base64,{}\"/>",
      picture.width * picture.factor, picture.height * picture.factor, base64(png));
  return Canvas{std::move(projection), std::move(background), std::string(words.heat_title)};
}

Result<std::optional<Canvas>> plan_canvas(const Context& context) {
  const Bounds bounds = bounds_of(context);
  if (!bounds.any) return std::nullopt;
  const double extent = std::max({bounds.x1 - bounds.x0, bounds.y1 - bounds.y0, 1.0});
  const double margin = 0.08 * extent;
  const double height_m = std::max(bounds.y1 - bounds.y0, 0.3 * extent) + 2 * margin;
  const double scale =
      std::min(kPlanWidth / (bounds.x1 - bounds.x0 + 2 * margin), kTallestPlan / height_m);
  const double width_m = kPlanWidth / scale;
  const double left = (bounds.x0 + bounds.x1 - width_m) / 2;
  const double low = (bounds.y0 + bounds.y1 - height_m) / 2;
  // Uncalibrated floors have the axes of the picture, y down; plans have y up.
  const auto& cameras = context.input.store.cameras;
  const bool down = !cameras.empty() &&
                    std::holds_alternative<config::ScaleCalibration>(cameras.front().calibration);
  const double width = width_m * scale, height = height_m * scale;
  const std::array<double, 9> matrix =
      down ? std::array<double, 9>{scale, 0, -left * scale, 0, scale, -low * scale, 0, 0, 1}
           : std::array<double, 9>{scale, 0, -left * scale, 0, -scale, height + low * scale, 0,
                                   0,     1};
  ASSIGN_OR_RETURN(Projection projection, Projection::create(matrix, width, height));
  return Canvas{std::move(projection), plan_background(context.words, width, height, scale),
                std::string(context.words.plan_title)};
}

}  // namespace sillage::desk::report
