// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/dwell_chart.h"

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

}  // namespace

void add_dwell_chart(std::string& out, const Context& context, const Dwell& dwell, int id,
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

}  // namespace sillage::desk::report
