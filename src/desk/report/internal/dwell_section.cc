// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "desk/report/internal/context.h"
#include "desk/report/internal/dwell.h"
#include "desk/report/internal/dwell_svg.h"
#include "desk/report/internal/html.h"
#include "desk/report/internal/numbers.h"

namespace sillage::desk::report {
namespace {

std::string summary_of(const Words& words, const Dwell& dwell) {
  const std::string stays = figure(words, dwell.stays);
  const auto median = quantile_s(dwell, 0.5), p90 = quantile_s(dwell, 0.9);
  if (!median || !p90) return say(words.dwell_summary_bare, stays);
  return say(words.dwell_summary, stays, duration(words, *median), duration(words, *p90));
}

void add_class_table(std::string& out, const Words& words, const Dwell& dwell,
                     const std::string& name) {
  const std::string caption = say(words.dwell_table, name);
  add(out, "<details><summary>{} · {}</summary>\n", words.show_table, name);
  open_table(out, caption, {words.col_duration, words.col_stays, words.col_state});
  for (const DwellClass& shown : dwell.classes) {
    add(out, "<tr><th scope=\"row\">{}</th><td class=\"num\">{}</td><td>{}</td></tr>\n",
        class_label(words, shown), figure(words, shown.stays),
        shown.merged ? words.merged : words.released);
  }
  close_table(out);
  out += "</details>\n";
}

void add_chart(std::string& out, const Context& context, const Dwell& dwell, int id,
               const std::string& name) {
  const Words& words = context.words;
  const std::string summary = summary_of(words, dwell);
  add(out, "<p class=\"summary\">{}</p>\n<figure>\n", summary);
  out += dwell_svg(context, dwell, id, say(words.dwell_chart_title, name), summary);
  out += "</figure>\n";
  if (dwell.partial) add(out, "<p class=\"quiet\">{}</p>\n", words.dwell_partial);
  if (dwell.bins_withheld > 0) {
    add(out, "<p class=\"quiet\">{}</p>\n",
        say(words.dwell_bins_withheld, dwell.bins_withheld, dwell.bins()));
  }
  add_class_table(out, words, dwell, name);
}

void add_zone(std::string& out, const Context& context, const ZoneSums& zone, int id) {
  const Words& words = context.words;
  const std::string name = escape(zone.name);
  const Dwell dwell = dwell_of(context.input.releases, zone.id);
  out += "<div class=\"zone-box\">\n";
  add(out, "<h3>{}</h3>\n", name);
  if (zone.type) add(out, "<p class=\"quiet\">{}</p>\n", zone_type_name(words, *zone.type));
  const bool never =
      zone.type == config::ZoneType::kFitting || zone.type == config::ZoneType::kStaff;
  if (dwell.stays > 0) {
    add_chart(out, context, dwell, id, name);
  } else if (dwell.bins_withheld > 0 || dwell.partial) {
    const std::string why = say(words.dwell_withheld_why, context.k);
    add_empty_state(
        out, words.dwell_withheld,
        zone.visits.value
            ? why + " " + say(words.dwell_summary_count, figure(words, *zone.visits.value))
            : why);
  } else if (dwell.bins_shown > 0 || (zone.visits.value && *zone.visits.value == 0)) {
    add_empty_state(out, "0", words.dwell_zero);
  } else {
    add_empty_state(out, words.dwell_none, never ? words.dwell_never : words.dwell_none_why);
  }
  out += "</div>\n";
}

}  // namespace

std::string dwell_section(const Context& context) {
  const Words& words = context.words;
  const auto& zones = context.sums.zones;
  std::string out;
  open_section(out, "dwell", words.dwell_title);
  if (zones.empty()) {
    add_empty_state(out, words.dwell_no_zones, words.dwell_no_zones_why);
    close_section(out);
    return out;
  }
  const auto& measure = context.input.store.measure;
  add(out, "<p>{} {}</p>\n",
      say(words.dwell_intro, duration(words, measure.zone_min_stay_s),
          duration(words, measure.zone_gap_s)),
      words.dwell_wide_bar);
  out += "<div class=\"zones\">\n";
  for (std::size_t i = 0; i < zones.size(); ++i) {
    add_zone(out, context, zones[i], static_cast<int>(i));
  }
  out += "</div>\n";
  add(out, "<p class=\"quiet\">{}</p>\n", words.dwell_estimate_why);
  close_section(out);
  return out;
}

}  // namespace sillage::desk::report
