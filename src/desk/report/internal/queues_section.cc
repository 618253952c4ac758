// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/cards.h"
#include "desk/report/internal/dwell.h"
#include "desk/report/internal/dwell_chart.h"
#include "desk/report/internal/html.h"
#include "desk/report/internal/metric_names.h"

namespace sillage::desk::report {
namespace {

using wire::Metric;

/// Beyond the ids of the charts of zones and visits.
constexpr int kFirstChartId = 200'000;

void add_chart(std::string& out, const Context& context, const std::string& zone, Metric metric,
               int id, const std::string& title) {
  const Words& words = context.words;
  const Dwell dwell = dwell_of(context.input.releases, zone, metric);
  add(out, "<div class=\"zone-box\">\n<h3>{}</h3>\n", title);
  if (dwell.stays > 0) {
    add_dwell_chart(out, context, dwell, id, title);
  } else if (dwell.bins_withheld > 0 || dwell.partial) {
    add_empty_state(out, words.dwell_withheld, say(words.dwell_withheld_why, context.k));
  } else {
    add_empty_state(out, dwell.bins_shown > 0 ? "0" : words.dwell_none, metric_name(words, metric));
  }
  out += "</div>\n";
}

void add_queue(std::string& out, const Context& context, const ZoneSums& zone, int id) {
  const Words& words = context.words;
  const ReportInput& input = context.input;
  const std::string name = escape(zone.name);
  add(out, "<h3>{}</h3>\n<dl class=\"cards\">\n", name);
  const auto add_sum = [&](Metric metric, Combine how) {
    const Sum sum = sum_over(input.releases, metric, zone.id, how);
    add_card(out, metric_name(words, metric), sum_text(context, sum), sum.value.has_value(), "",
             "");
  };
  add_sum(Metric::kQueueJoined, Combine::kAdd);
  add_rate_card(out, context, std::string(words.rate_abandon),
                queue_abandonment_rate(input.releases, zone.id), input.releases.size());
  add_sum(Metric::kQueueLengthMean, Combine::kMeanOverTime);
  add_sum(Metric::kQueueLengthMax, Combine::kLargest);
  out += "</dl>\n<div class=\"zones\">\n";
  add_chart(out, context, zone.id, Metric::kQueueWait, id, say(words.queue_waits, name));
  add_chart(out, context, zone.id, Metric::kServiceTime, id + 1, say(words.queue_services, name));
  out += "</div>\n";
}

}  // namespace

std::string queues_section(const Context& context) {
  std::string out;
  int id = kFirstChartId;
  for (const ZoneSums& zone : context.sums.zones) {
    const Sum joined = sum_over(context.input.releases, Metric::kQueueJoined, zone.id, Combine::kAdd);
    if (joined.missing == joined.bins()) continue;
    if (out.empty()) open_section(out, "queues", context.words.queues_title);
    add_queue(out, context, zone, id);
    id += 2;
  }
  if (!out.empty()) close_section(out);
  return out;
}

}  // namespace sillage::desk::report
