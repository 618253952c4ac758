// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "desk/report/internal/cards.h"
#include "desk/report/internal/dwell.h"
#include "desk/report/internal/dwell_chart.h"
#include "desk/report/internal/html.h"
#include "desk/report/internal/metric_names.h"
#include "desk/report/internal/numbers.h"

namespace sillage::desk::report {
namespace {

using wire::Metric;

/// Zones count from 0; this is no zone.
constexpr int kChartId = 100'000;

void add_cards(std::string& out, const Context& context) {
  const Words& words = context.words;
  const auto& releases = context.input.releases;
  const auto& days = context.input.days;
  out += "<dl class=\"cards\">\n";
  add_count_card(out, context, Metric::kVisits);
  add_rate_card(out, context,
                say(words.rate_bounce, duration(words, context.input.store.measure.bounce_s)),
                bounce_rate(days), days.size());
  add_rate_card(out, context, std::string(words.rate_checkout), checkout_reach_rate(days),
                days.size());
  add_count_card(out, context, Metric::kPassBy);
  add_rate_card(out, context, std::string(words.rate_capture), capture_rate(releases),
                releases.size());
  add_count_card(out, context, Metric::kGroups);
  add_count_card(out, context, Metric::kGroupsOfSeveral);
  add_count_card(out, context, Metric::kObjections);
  out += "</dl>\n";
}

void add_durations(std::string& out, const Context& context) {
  const Words& words = context.words;
  const Dwell dwell = dwell_of(context.input.days, "", Metric::kVisitDuration);
  out += "<div class=\"zone-box\">\n";
  add(out, "<h3>{}</h3>\n", words.metric_visit_duration);
  if (dwell.stays > 0) {
    add_dwell_chart(out, context, dwell, kChartId, std::string(words.visits_whole));
  } else if (dwell.bins_withheld > 0 || dwell.partial) {
    add_empty_state(out, words.dwell_withheld, say(words.dwell_withheld_why, context.k));
  } else {
    add_empty_state(out, words.dwell_none, words.visits_intro);
  }
  out += "</div>\n";
}

std::string share_text(const Context& context, const Rate& rate) {
  if (rate.value) return percent(context.words, *rate.value);
  return std::string(rate.withheld_bins > 0 ? context.words.withheld : context.words.not_measured);
}

std::string ratio_text(const Context& context, const Rate& rate) {
  return rate.value ? number(context.words, *rate.value, 2) : share_text(context, rate);
}

void add_reach(std::string& out, const Context& context) {
  const Words& words = context.words;
  const ReportInput& input = context.input;
  open_table(out, words.reach_table,
             {words.col_where, words.metric_zone_exposed, words.col_exposure,
              words.metric_zone_engagements, words.col_engagement});
  for (const ZoneSums& zone : context.sums.zones) {
    const Sum exposed = sum_over(input.days, Metric::kZoneExposed, zone.id, Combine::kAdd);
    if (exposed.missing == exposed.bins()) continue;
    add(out,
        "<tr><th scope=\"row\">{}</th><td class=\"num\">{}</td><td class=\"num\">{}</td>"
        "<td class=\"num\">{}</td><td class=\"num\">{}</td></tr>\n",
        escape(zone.name), sum_text(context, exposed),
        share_text(context, zone_exposure(input.days, zone.id)),
        sum_text(context, sum_over(input.days, Metric::kZoneEngagements, zone.id, Combine::kAdd)),
        ratio_text(context, engagement_rate(input.days, zone.id)));
  }
  close_table(out);
  add(out, "<p class=\"quiet\">{}</p>\n",
      say(words.reach_note, duration(words, input.store.measure.engaged_s)));
}

}  // namespace

std::string visits_section(const Context& context) {
  const Words& words = context.words;
  const auto& states = context.sums.states;
  std::string out;
  open_section(out, "visits", words.visits_title);
  if (!states.contains(Metric::kVisits)) {
    add_empty_state(out, words.visits_none, words.visits_none_why);
    close_section(out);
    return out;
  }
  add(out, "<p>{}</p>\n", words.visits_intro);
  add_cards(out, context);
  add_durations(out, context);
  if (states.contains(Metric::kZoneExposed)) add_reach(out, context);
  close_section(out);
  return out;
}

}  // namespace sillage::desk::report
