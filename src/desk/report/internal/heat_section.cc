// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "desk/report/internal/context.h"
#include "desk/report/internal/html.h"
#include "desk/report/internal/map_svg.h"
#include "desk/report/internal/numbers.h"

namespace sillage::desk::report {
namespace {

/// Most rows of the heat table; the CSV export has all.
constexpr std::size_t kMostHeatRows = 200;

std::string summary_of(const Context& context) {
  const Words& words = context.words;
  const Heat& heat = context.heat;
  if (!heat.areas.empty()) return say(words.heat_summary, rounded(words, heat.largest));
  if (heat.figures_withheld > 0) return say(words.heat_all_withheld, context.k);
  return std::string(words.heat_none);
}

HeatScale scale_of(const Heat& heat) {
  double smallest = heat.largest;
  for (const HeatArea& area : heat.areas) smallest = std::min(smallest, area.person_s_per_m2);
  return heat_scale(smallest, heat.largest);
}

void add_swatch(std::string& out, std::string_view look, const std::string& text) {
  add(out,
      "<li><svg class=\"swatch\" width=\"22\" height=\"14\" aria-hidden=\"true\" "
      "focusable=\"false\">{}</svg><span>{}</span></li>\n",
      look, text);
}

void add_legend(std::string& out, const Context& context, const HeatScale& scale) {
  const Words& words = context.words;
  const Heat& heat = context.heat;
  const auto& bounds = scale.bounds;
  add(out, "<div class=\"legend{}\"><p class=\"legend-head\">{}</p><ul>\n",
      context.input.plate ? "" : " on-plan", words.heat_unit);
  for (int step = 0; !heat.areas.empty() && step < scale.steps(); ++step) {
    const auto n = static_cast<std::size_t>(step);
    const auto bound = [&](std::size_t i) { return figure(words, bounds[i], 4); };
    const std::string text = bounds.empty()
                                 ? say(words.all_heat_value, rounded(words, heat.largest))
                             : n == 0             ? say(words.heat_under, bound(0))
                             : n == bounds.size() ? say(words.heat_from, bound(n - 1))
                                                  : say(words.heat_from_to, bound(n - 1), bound(n));
    add_swatch(
        out,
        fmt::format("<rect class=\"swatch-back\" width=\"22\" height=\"14\"/><g class=\"heat\">"
                    "<rect class=\"h{}\" width=\"22\" height=\"14\"/></g>",
                    scale.colour_of_step(step)),
        text);
  }
  const bool merged = std::any_of(heat.areas.begin(), heat.areas.end(),
                                  [](const HeatArea& area) { return area.merged; });
  if (merged) {
    add_swatch(out,
               "<rect class=\"swatch-back\" width=\"22\" height=\"14\"/><g class=\"hatch\">"
               "<rect width=\"22\" height=\"14\"/></g>",
               std::string(words.heat_merged));
  }
  if (!heat.withheld.empty()) {
    add_swatch(out,
               "<rect class=\"swatch-back\" width=\"22\" height=\"14\"/><g class=\"hidden-heat\">"
               "<rect width=\"22\" height=\"14\"/></g>",
               say(words.heat_hidden, context.k));
  }
  out += "</ul></div>\n";
}

void add_map_key(std::string& out, const Context& context, const Projection& projection) {
  const Words& words = context.words;
  const auto& store = context.input.store;
  if (store.lines.empty() && store.zones.empty()) return;
  add(out, "<div class=\"legend\"><p class=\"legend-head\">{}</p><ul>\n", words.map_key);
  const auto entry = [&](std::string_view look, const std::string& name, const std::string& what,
                         bool visible) {
    add_swatch(out, look,
               fmt::format("<b>{}</b> — {}{}", escape(name), what,
                           visible ? "" : fmt::format(" ({})", words.map_outside)));
  };
  for (const config::Line& line : store.lines) {
    entry("<path class=\"line casing\" d=\"M3 7h16\"/><path class=\"line stroke\" d=\"M3 7h16\"/>",
          line.name, std::string(words.map_line), projection.segment(line.segment).has_value());
  }
  for (const config::Zone& zone : store.zones) {
    entry(
        "<rect class=\"zone casing\" x=\"3\" y=\"2\" width=\"16\" height=\"10\"/>"
        "<rect class=\"zone stroke\" x=\"3\" y=\"2\" width=\"16\" height=\"10\"/>",
        zone.name, say(words.map_zone, zone_type_name(words, zone.type)),
        !projection.polygon(zone.area.corners()).empty());
  }
  out += "</ul></div>\n";
}

void add_heat_table(std::string& out, const Context& context) {
  const Words& words = context.words;
  std::vector<HeatArea> areas = context.heat.areas;
  if (areas.empty()) return;
  std::stable_sort(areas.begin(), areas.end(), [](const HeatArea& a, const HeatArea& b) {
    return a.person_s_per_m2 > b.person_s_per_m2;
  });
  const std::size_t more = areas.size() > kMostHeatRows ? areas.size() - kMostHeatRows : 0;
  areas.resize(areas.size() - more);
  add(out, "<details><summary>{} · {}</summary>\n", words.show_table, words.metric_heat);
  open_table(out, words.heat_table,
             {words.col_x, words.col_y, words.col_size, words.col_heat, words.col_state});
  for (const HeatArea& area : areas) {
    add(out,
        "<tr><th scope=\"row\" class=\"num\">{}</th><td class=\"num\">{}</td>"
        "<td class=\"num\">{} × {}</td><td class=\"num\">{}</td><td>{}</td></tr>\n",
        figure(words, area.x_m, 2), figure(words, area.y_m, 2), figure(words, area.width_m, 2),
        figure(words, area.height_m, 2), rounded(words, area.person_s_per_m2),
        area.merged ? words.merged : words.released);
  }
  close_table(out);
  if (more > 0) add(out, "<p class=\"quiet\">{}</p>\n", say(words.heat_table_more, more));
  out += "</details>\n";
}

void add_notes(std::string& out, const Context& context) {
  const Words& words = context.words;
  const auto& plate = context.input.plate;
  add(out, "<p class=\"quiet\">{}</p>\n", plate ? words.plate_what : words.plate_none);
  if (plate) {
    for (const std::string& note : plate->notes) {
      add(out, "<p class=\"quiet\">{}</p>\n", escape(note));
    }
  }
  if (context.heat.figures_withheld > 0 && !context.heat.areas.empty()) {
    add(out, "<p class=\"quiet\">{}</p>\n", say(words.heat_withheld_some, context.k));
  }
  if (context.heat.finest_m > 0.5) {
    add(out, "<p class=\"quiet\">{}</p>\n",
        say(words.heat_coarser, figure(words, context.heat.finest_m)));
  }
}

}  // namespace

Result<std::string> heat_section(const Context& context) {
  const Words& words = context.words;
  std::optional<Canvas> canvas;
  if (context.input.plate) {
    ASSIGN_OR_RETURN(canvas, plate_canvas(*context.input.plate, words));
  } else {
    ASSIGN_OR_RETURN(canvas, plan_canvas(context));
  }
  std::string out;
  open_section(out, "heat", words.heat_title);
  const std::string summary = summary_of(context);
  if (!canvas) {
    add_empty_state(out, summary, words.plate_nothing);
    close_section(out);
    return out;
  }
  const HeatScale scale = scale_of(context.heat);
  add(out, "<p class=\"summary\">{}</p>\n<figure>\n", summary);
  out += map_svg(context, *canvas, scale, summary);
  out += "<figcaption>\n";
  if (!context.heat.areas.empty() || !context.heat.withheld.empty()) {
    add_legend(out, context, scale);
  }
  add_map_key(out, context, canvas->projection);
  out += "</figcaption>\n</figure>\n";
  add_notes(out, context);
  add_heat_table(out, context);
  close_section(out);
  return out;
}

}  // namespace sillage::desk::report
