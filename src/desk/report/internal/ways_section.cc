// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "desk/report/internal/context.h"
#include "desk/report/internal/html.h"
#include "desk/report/internal/numbers.h"

namespace sillage::desk::report {
namespace {

using wire::Metric;

/// Longest list of ways in a table; the CSV export has all.
constexpr std::size_t kMostWays = 40;
/// Days whose paths are listed.
constexpr std::size_t kMostDays = 31;

struct Way {
  std::vector<std::string> zones;  ///< none: all others
  double times = 0;
};

/// By number, all others last.
std::vector<Way> ways_of(const std::vector<wire::Release>& releases, Metric metric) {
  std::map<std::vector<std::string>, Way> sums;
  for (const wire::Release& release : releases) {
    for (const wire::Figure& figure : release.figures()) {
      if (figure.metric != metric || !figure.value) continue;
      Way& way = sums[figure.way];
      way.zones = figure.way;
      way.times += *figure.value;
    }
  }
  std::vector<Way> ways;
  for (auto& [zones, way] : sums) ways.push_back(std::move(way));
  std::stable_sort(ways.begin(), ways.end(), [](const Way& a, const Way& b) {
    if (a.zones.empty() != b.zones.empty()) return b.zones.empty();
    return a.times > b.times;
  });
  return ways;
}

void add_ways(std::string& out, const Context& context, const std::vector<Way>& ways,
              const std::string& caption, std::string_view times) {
  const Words& words = context.words;
  open_table(out, caption, {words.col_way, times});
  std::size_t left_out = 0;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    if (i >= kMostWays && !ways[i].zones.empty()) {
      ++left_out;
      continue;
    }
    add(out, "<tr><th scope=\"row\">{}</th><td class=\"num\">{}</td></tr>\n",
        way_name(context, ways[i].zones), figure(words, ways[i].times));
  }
  close_table(out);
  if (left_out > 0) add(out, "<p class=\"quiet\">{}</p>\n", say(words.ways_more, left_out));
}

void add_paths(std::string& out, const Context& context) {
  const auto& days = context.input.days;
  for (std::size_t i = 0; i < std::min(days.size(), kMostDays); ++i) {
    const auto ways = ways_of({days[i]}, Metric::kPath);
    if (ways.empty()) continue;
    add_ways(out, context, ways,
             say(context.words.paths_table, escape(context.time.date(days[i].header().bin_start))),
             context.words.col_visits);
  }
}

Sum step_sum(const ReportInput& input, const std::string& funnel, double step) {
  Sum sum;
  for (const wire::Release& release : input.days) {
    const auto& figures = release.figures();
    const auto found = std::find_if(figures.begin(), figures.end(), [&](const wire::Figure& f) {
      return f.metric == Metric::kFunnel && f.scope == funnel && f.extent[0] == step;
    });
    combine(sum, found == figures.end() ? nullptr : &*found, Combine::kAdd, 0);
  }
  return sum;
}

void add_funnels(std::string& out, const Context& context) {
  const Words& words = context.words;
  for (const config::Funnel& funnel : context.input.store.funnels) {
    open_table(out, say(words.funnel_table, escape(funnel.name)),
               {words.col_step, words.col_where, words.col_visits});
    for (std::size_t i = 0; i < funnel.zones.size(); ++i) {
      const Sum sum = step_sum(context.input, funnel.id.value(), static_cast<double>(i + 1));
      add(out, "<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"num\">{}</td></tr>\n", i + 1,
          zone_name(context, funnel.zones[i].value()), sum_text(context, sum));
    }
    close_table(out);
  }
}

}  // namespace

std::string ways_section(const Context& context) {
  const Words& words = context.words;
  const auto flows = ways_of(context.input.days, Metric::kFlow);
  std::string out;
  open_section(out, "ways", words.ways_title);
  if (flows.empty() && context.input.days.empty()) {
    add_empty_state(out, words.ways_none, words.ways_none_why);
    close_section(out);
    return out;
  }
  add(out, "<p>{}</p>\n", say(words.ways_intro, context.k));
  if (!flows.empty()) {
    add_ways(out, context, flows, std::string(words.flows_table), words.col_times);
  }
  add_funnels(out, context);
  add_paths(out, context);
  close_section(out);
  return out;
}

}  // namespace sillage::desk::report
