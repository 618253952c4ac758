// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "desk/report/internal/context.h"
#include "desk/report/internal/html.h"
#include "desk/report/internal/metric_names.h"
#include "desk/report/internal/numbers.h"

namespace sillage::desk::report {
namespace {

using wire::FigureState;
using wire::Metric;

/// Most bins that the table lists; the CSV export has all.
constexpr std::size_t kMostBins = 192;
/// With more bins than this, their tables hide behind one line.
constexpr std::size_t kMostOpenBins = 4;

std::string state_text(const Context& context, const wire::Figure& figure) {
  const Words& words = context.words;
  if (figure.state == FigureState::kWithheld) return std::string(words.withheld);
  if (!figure.value) return std::string(words.not_measured);
  if (figure.state == FigureState::kReleased) return std::string(words.released);
  std::string out(words.merged);
  if (!is_by_duration(figure.metric)) out += ", " + say(words.group_value, escape(figure.group));
  return out;
}

void add_row(std::string& out, const Context& context, const wire::Figure& figure) {
  const bool bare = figure.state == FigureState::kWithheld || !figure.value;
  add(out,
      "<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"num\">{}</td><td class=\"num\">{}</td>"
      "<td>{}</td></tr>\n",
      figure_name(context.words, figure), place_name(context, figure),
      bare ? "–" : value_text(context, figure), range_text(context, figure.low, figure.high),
      state_text(context, figure));
}

/// True where `next` says nothing that `row` does not say about a neighbouring duration.
bool folds_into(const wire::Figure& row, const wire::Figure& next) {
  if (!is_by_duration(row.metric) || next.metric != row.metric || row.scope != next.scope ||
      row.state != next.state || row.group != next.group || row.extent[1] != next.extent[0]) {
    return false;
  }
  const bool shared = row.state != FigureState::kReleased;
  return shared || (row.value == next.value && row.value.value_or(0) == 0 && row.high == next.high);
}

/// The rows of a bin: durations that share a value, are withheld or empty become one row.
std::vector<wire::Figure> rows_of(const wire::Release& release) {
  std::vector<wire::Figure> rows;
  for (const wire::Figure& figure : release.figures()) {
    if (figure.metric == Metric::kHeat) continue;
    if (!rows.empty() && folds_into(rows.back(), figure)) {
      rows.back().extent[1] = figure.extent[1];
    } else {
      rows.push_back(figure);
    }
  }
  return rows;
}

/// All cells of one bin in one row.
void add_heat_row(std::string& out, const Context& context, const wire::Release& release) {
  const Words& words = context.words;
  StateCounts counts;
  double largest = 0;
  for (const wire::Figure& figure : release.figures()) {
    if (figure.metric != Metric::kHeat) continue;
    if (figure.state == FigureState::kWithheld) {
      ++counts.withheld;
    } else if (!figure.value) {
      ++counts.unmeasured;
    } else {
      ++(figure.state == FigureState::kMerged ? counts.merged : counts.released);
      largest = std::max(largest, *figure.value);
    }
  }
  const int all = counts.released + counts.merged + counts.withheld + counts.unmeasured;
  if (all == 0) return;
  std::string states;
  const auto state = [&](std::string_view name, int n) {
    if (n > 0) add(states, "{}{}: {}", states.empty() ? "" : ", ", name, figure(words, n));
  };
  state(words.released, counts.released);
  state(words.merged, counts.merged);
  state(words.withheld, counts.withheld);
  state(words.not_measured, counts.unmeasured);
  const bool any = counts.released + counts.merged > 0;
  add(out,
      "<tr><th scope=\"row\">{}</th><td>{}</td><td "
      "class=\"num\">{}</td><td></td><td>{}</td></tr>\n",
      words.metric_heat, say(words.all_heat_row, figure(words, all)),
      any ? say(words.all_heat_value, rounded(words, largest)) : "–", states);
}

void add_bin(std::string& out, const Context& context, const wire::Release& release, bool open) {
  const Words& words = context.words;
  const wire::ReleaseHeader& header = release.header();
  const std::string label = header.period == wire::Period::kDay
                                ? escape(context.time.date(header.bin_start))
                                : bin_label(context, release);
  add(out, "<details{}><summary>{} <span class=\"quiet\">· {} {}</span></summary>\n",
      open ? " open=\"open\"" : "", label, words.coverage, percent(words, header.coverage));
  open_table(
      out, say(words.all_table, label),
      {words.col_metric, words.col_where, words.col_value, words.col_range, words.col_state});
  for (const wire::Figure& row : rows_of(release)) add_row(out, context, row);
  add_heat_row(out, context, release);
  close_table(out);
  out += "</details>\n";
}

}  // namespace

std::string figures_section(const Context& context) {
  const Words& words = context.words;
  const auto& releases = context.input.releases;
  std::string out;
  open_section(out, "figures", words.all_title);
  if (releases.empty()) {
    add_empty_state(out, words.nothing_yet, words.nothing_yet_why);
    close_section(out);
    return out;
  }
  add(out, "<p>{}</p>\n", words.all_intro);
  const bool folded = releases.size() > kMostOpenBins;
  if (folded) {
    add(out, "<details><summary>{} · {}</summary>\n", words.show_table,
        say(words.bins_many, releases.size()));
  }
  const std::size_t shown = std::min(releases.size(), kMostBins);
  for (std::size_t i = 0; i < shown; ++i) {
    add_bin(out, context, releases[i], releases.size() == 1);
  }
  const auto& days = context.input.days;
  for (std::size_t i = 0; i < std::min(days.size(), kMostBins); ++i) {
    add_bin(out, context, days[i], false);
  }
  if (shown < releases.size()) {
    add(out, "<p class=\"quiet\">{}</p>\n", say(words.all_more_bins, releases.size() - shown));
  }
  if (folded) out += "</details>\n";
  close_section(out);
  return out;
}

}  // namespace sillage::desk::report
