// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "desk/report/internal/context.h"
#include "desk/report/internal/dwell.h"
#include "desk/report/internal/dwell_chart.h"
#include "desk/report/internal/html.h"
#include "desk/report/internal/numbers.h"

namespace sillage::desk::report {
namespace {

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
    add_dwell_chart(out, context, dwell, id, name);
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
