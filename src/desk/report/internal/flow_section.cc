// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "desk/report/internal/flow_svg.h"
#include "desk/report/internal/html.h"
#include "desk/report/internal/numbers.h"

namespace sillage::desk::report {
namespace {

using wire::Metric;

std::string rate_text(const Context& context, const wire::Figure* figure,
                      const wire::Release& release) {
  if (!figure) return std::string(context.words.not_measured);
  const auto rate = per_minute(figure, release.header());
  return rate ? desk::report::rate(context.words, *rate) : value_text(context, *figure);
}

std::string summary_of(const Context& context) {
  const Words& words = context.words;
  const auto& releases = context.input.releases;
  const wire::Release* busiest = nullptr;
  double most = -1;
  for (const wire::Release& release : releases) {
    const auto rate = per_minute(find(release, Metric::kEntries, ""), release.header());
    if (rate && *rate > most) {
      most = *rate;
      busiest = &release;
    }
  }
  if (!busiest) return std::string(words.flow_summary_none);
  if (releases.size() > 1) {
    return say(words.flow_summary_many, bin_label(context, *busiest), rate(words, most));
  }
  return say(words.flow_summary_one, rate(words, most),
             rate_text(context, find(*busiest, Metric::kExits, ""), *busiest));
}

void add_bins_table(std::string& out, const Context& context) {
  const Words& words = context.words;
  open_table(out, words.flow_table,
             {words.col_time, words.entries, words.exits, words.col_entries_rate,
              words.col_exits_rate, words.coverage});
  for (const wire::Release& release : context.input.releases) {
    const wire::Figure* in = find(release, Metric::kEntries, "");
    const wire::Figure* exit = find(release, Metric::kExits, "");
    const auto text = [&](const wire::Figure* figure) {
      return figure ? value_text(context, *figure) : std::string(words.not_measured);
    };
    add(out,
        "<tr><th scope=\"row\">{}</th><td class=\"num\">{}</td><td class=\"num\">{}</td>"
        "<td class=\"num\">{}</td><td class=\"num\">{}</td><td class=\"num\">{}</td></tr>\n",
        bin_label(context, release), text(in), text(exit), rate_text(context, in, release),
        rate_text(context, exit, release), percent(words, release.header().coverage));
  }
  close_table(out);
}

std::string with_range(const Context& context, const Sum& sum) {
  std::string out = sum_text(context, sum);
  const std::string range = sum.value ? range_text(context, sum.low, sum.high) : "";
  if (!range.empty() && range != out) out += fmt::format(" <small>({})</small>", range);
  const int without = sum.bins() - sum.measured;
  if (sum.value && without > 0) {
    out +=
        fmt::format("<br/><small>{}</small>", say(context.words.bins_missing, without, sum.bins()));
  }
  return out;
}

void add_lines_table(std::string& out, const Context& context) {
  const Words& words = context.words;
  if (context.sums.lines.empty()) return;
  open_table(out, words.flow_lines_table, {words.col_where, words.entries, words.exits});
  for (const LineSums& line : context.sums.lines) {
    add(out,
        "<tr><th scope=\"row\">{}</th><td class=\"num\">{}</td><td class=\"num\">{}</td></tr>\n",
        escape(line.name), with_range(context, line.entries), with_range(context, line.exits));
  }
  add(out,
      "<tr class=\"total\"><th scope=\"row\">{}</th><td class=\"num\">{}</td>"
      "<td class=\"num\">{}</td></tr>\n",
      words.whole_store, with_range(context, context.sums.entries),
      with_range(context, context.sums.exits));
  close_table(out);
}

bool any_unmeasured(const Context& context) {
  const auto& releases = context.input.releases;
  return std::any_of(releases.begin(), releases.end(), [](const wire::Release& release) {
    return !per_minute(find(release, Metric::kEntries, ""), release.header()) &&
           !per_minute(find(release, Metric::kExits, ""), release.header());
  });
}

void add_chart(std::string& out, const Context& context, const std::string& summary) {
  const Words& words = context.words;
  const bool one = context.input.releases.size() == 1;
  out += "<figure>\n<ul class=\"keys\">";
  for (const auto& [look, text] : {std::pair{"in", words.entries}, std::pair{"out", words.exits}}) {
    add(out,
        "<li><svg class=\"swatch\" width=\"14\" height=\"14\" aria-hidden=\"true\" "
        "focusable=\"false\"><rect class=\"{}\" width=\"14\" height=\"14\" rx=\"2\"/></svg>{}"
        "</li>",
        look, text);
  }
  out += "</ul>\n";
  out += one ? flow_rows_svg(context, summary) : flow_columns_svg(context, summary);
  out += "<figcaption><p class=\"quiet\">";
  if (!one) add(out, "{} ", words.flow_axis);
  if (context.input.releases.size() <= kMostRanges) add(out, "{}", words.flow_range_note);
  if (any_unmeasured(context)) add(out, " {}", words.flow_unmeasured);
  out += "</p><p class=\"quiet\">";
  out += one ? std::string(words.flow_why_one_bin)
             : say(words.flow_why_bins, context.input.store.privacy.bin_minutes);
  out += "</p></figcaption>\n</figure>\n";
}

}  // namespace

std::string flow_section(const Context& context) {
  const Words& words = context.words;
  std::string out;
  open_section(out, "flow", words.flow_title);
  const std::string summary = summary_of(context);
  const Sums& sums = context.sums;
  const bool measured = sums.entries.value || sums.exits.value;
  if (sums.lines.empty() && !measured) {
    add_empty_state(out, words.flow_no_lines, words.flow_no_lines_why);
  } else if (!measured) {
    add_empty_state(out, words.not_measured, words.flow_summary_none);
  } else {
    add(out, "<p class=\"summary\">{}</p>\n", summary);
    add_chart(out, context, summary);
    add_lines_table(out, context);
    add(out, "<details><summary>{} · {}</summary>\n", words.show_table, words.flow_table);
    add_bins_table(out, context);
    out += "</details>\n";
  }
  close_section(out);
  return out;
}

}  // namespace sillage::desk::report
