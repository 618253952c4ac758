// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/map_svg.h"

#include <algorithm>

#include "desk/report/internal/html.h"

namespace sillage::desk::report {
namespace {

constexpr std::size_t kLongestLabel = 26;

std::string points(const std::vector<Point>& corners) {
  std::string out;
  for (const Point& p : corners) add(out, "{}{:.1f},{:.1f}", out.empty() ? "" : " ", p.x, p.y);
  return out;
}

std::vector<Point> corners_of(const HeatArea& area) {
  const double x1 = area.x_m + area.width_m, y1 = area.y_m + area.height_m;
  return {{area.x_m, area.y_m}, {x1, area.y_m}, {x1, y1}, {area.x_m, y1}};
}

void add_heat(std::string& out, const Context& context, const Projection& projection,
              const HeatScale& scale) {
  out += "<g class=\"hidden-heat\">";
  for (const HeatArea& area : context.heat.withheld) {
    const auto shape = projection.polygon(corners_of(area));
    if (!shape.empty()) add(out, "<polygon points=\"{}\"/>", points(shape));
  }
  out += "</g>\n<g class=\"heat\">";
  std::string hatch;
  for (const HeatArea& area : context.heat.areas) {
    const auto shape = projection.polygon(corners_of(area));
    if (shape.empty()) continue;
    const std::string where = points(shape);
    add(out, "<polygon class=\"h{}\" points=\"{}\"/>", scale.colour(area.person_s_per_m2), where);
    if (area.merged) add(hatch, "<polygon points=\"{}\"/>", where);
  }
  add(out, "</g>\n<g class=\"hatch\">{}</g>\n", hatch);
}

/// Mean of the corners: near enough to the middle for a name.
Point middle(const std::vector<Point>& corners) {
  Point sum;
  for (const Point& p : corners) sum = sum + p;
  return sum * (1.0 / static_cast<double>(corners.size()));
}

/// Places names so that they neither overlap nor leave the picture.
class Labels {
 public:
  Labels(double width, double height) : width_(width), height_(height), size_(width / 40) {}

  void add_label(std::string& out, Point at, const std::string& name, std::string_view kind) {
    const std::string shown = shorten(name, kLongestLabel);
    const auto letters = std::count_if(shown.begin(), shown.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
    });
    const double half =
        std::min(width_ / 2, 0.3 * size_ * static_cast<double>(letters) + 0.3 * size_);
    Point p{std::clamp(at.x, half, width_ - half),
            std::clamp(at.y, 1.2 * size_, height_ - 0.8 * size_)};
    const double middle_y = p.y;
    for (int step = 1; step < 12 && taken(p, half); ++step) {
      const double shift = 1.45 * size_ * ((step + 1) / 2) * (step % 2 == 1 ? 1 : -1);
      p.y = std::clamp(middle_y + shift, 1.2 * size_, height_ - 0.8 * size_);
    }
    placed_.push_back({p, half});
    add(out, "<text class=\"label {}\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", kind, p.x, p.y,
        escape(shown));
  }

 private:
  struct Placed {
    Point at;
    double half;
  };
  bool taken(Point p, double half) const {
    return std::any_of(placed_.begin(), placed_.end(), [&](const Placed& other) {
      return std::abs(p.x - other.at.x) < half + other.half &&
             std::abs(p.y - other.at.y) < 1.4 * size_;
    });
  }

  double width_, height_, size_;
  std::vector<Placed> placed_;
};

/// Points inwards in the picture: the floor's own normal, seen through the projection.
void add_arrow(std::string& out, const config::Line& line, const Projection& projection,
               double length) {
  const Point from = (line.segment.from + line.segment.to) * 0.5;
  const Point along = line.segment.to - line.segment.from;
  Point normal{-along.y, along.x};
  if (dot(normal, line.inside - from) < 0) normal = normal * -1;
  if (norm(normal) <= 0) return;
  const auto start = projection.point(from);
  const auto step = projection.point(from + normal * (0.1 / norm(normal)));
  if (!start || !step || distance(*start, *step) <= 0) return;
  const Point unit = (*step - *start) * (1 / distance(*start, *step));
  const Point side{-unit.y, unit.x};
  const Point tip = *start + unit * length;
  const Point left = tip - unit * (0.45 * length) + side * (0.3 * length);
  const Point right = tip - unit * (0.45 * length) - side * (0.3 * length);
  for (const std::string_view layer : {"casing", "stroke"}) {
    add(out,
        "<path class=\"line {}\" d=\"M{:.1f} {:.1f}L{:.1f} {:.1f}M{:.1f} {:.1f}L{:.1f} {:.1f}"
        "L{:.1f} {:.1f}\"/>",
        layer, start->x, start->y, tip.x, tip.y, left.x, left.y, tip.x, tip.y, right.x, right.y);
  }
}

void add_zones(std::string& out, std::string& labels, Labels& placer, const Context& context,
               const Projection& projection) {
  for (const config::Zone& zone : context.input.store.zones) {
    const auto shape = projection.polygon(zone.area.corners());
    if (shape.empty()) continue;
    for (const std::string_view layer : {"casing", "stroke"}) {
      add(out, "<polygon class=\"zone {}\" points=\"{}\"/>", layer, points(shape));
    }
    placer.add_label(labels, middle(shape), zone.name, "zone-label");
  }
}

void add_lines(std::string& out, std::string& labels, Labels& placer, const Context& context,
               const Projection& projection) {
  for (const config::Line& line : context.input.store.lines) {
    const auto seen = projection.segment(line.segment);
    if (!seen) continue;
    for (const std::string_view layer : {"casing", "stroke"}) {
      add(out, "<path class=\"line {}\" d=\"M{:.1f} {:.1f}L{:.1f} {:.1f}\"/>", layer, seen->from.x,
          seen->from.y, seen->to.x, seen->to.y);
    }
    add_arrow(out, line, projection, projection.width() / 20);
    const Point top = seen->from.y < seen->to.y ? seen->from : seen->to;
    placer.add_label(labels, top - Point{0, projection.width() / 50}, line.name, "line-label");
  }
}

}  // namespace

std::string map_svg(const Context& context, const Canvas& canvas, const HeatScale& scale,
                    std::string_view summary) {
  const Projection& projection = canvas.projection;
  std::string out;
  add(out,
      "<svg class=\"map\" viewBox=\"0 0 {0:.0f} {1:.0f}\" style=\"--w:{0:.0f}\" role=\"img\" "
      "aria-labelledby=\"map-title map-desc\">\n<title id=\"map-title\">{2}</title>"
      "<desc id=\"map-desc\">{3}</desc>\n{4}\n",
      projection.width(), projection.height(), canvas.title, summary, canvas.background);
  add_heat(out, context, projection, scale);
  Labels placer(projection.width(), projection.height());
  std::string labels;
  add_zones(out, labels, placer, context, projection);
  add_lines(out, labels, placer, context, projection);
  add(out, "\n{}\n</svg>\n", labels);
  return out;
}

}  // namespace sillage::desk::report
