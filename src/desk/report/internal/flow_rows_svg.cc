// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "desk/report/internal/flow_svg.h"
#include "desk/report/internal/html.h"
#include "desk/report/internal/numbers.h"

namespace sillage::desk::report {
namespace {

using wire::Metric;

constexpr double kRowHeight = 50;
constexpr std::size_t kLongestName = 40;

struct Row {
  std::string label;  ///< escaped
  const wire::Figure* figure;
  bool in;
};

std::vector<Row> rows_of(const Context& context, const wire::Release& release) {
  const Words& words = context.words;
  std::vector<Row> rows;
  const auto take = [&](const std::string& where, std::string_view scope) {
    rows.push_back({fmt::format("{} · {}", where, words.entries),
                    find(release, Metric::kEntries, scope), true});
    rows.push_back(
        {fmt::format("{} · {}", where, words.exits), find(release, Metric::kExits, scope), false});
  };
  take(std::string(words.whole_store), "");
  // One line is the whole store: its bars would only repeat.
  if (context.sums.lines.size() > 1) {
    for (const LineSums& line : context.sums.lines) {
      take(escape(shorten(line.name, kLongestName)), line.id);
    }
  }
  return rows;
}

std::string text_of(const Context& context, const Row& row, const wire::ReleaseHeader& header) {
  const Words& words = context.words;
  if (!row.figure) return std::string(words.not_measured);
  const auto rate = per_minute(row.figure, header);
  if (rate) return say(words.per_minute, desk::report::rate(words, *rate));
  if (row.figure->state == wire::FigureState::kMerged) {
    return say(words.group_value, escape(row.figure->group));
  }
  return value_text(context, *row.figure);
}

double largest(const std::vector<Row>& rows) {
  double out = 0;
  for (const Row& row : rows) {
    if (row.figure && row.figure->state == wire::FigureState::kReleased) {
      out = std::max({out, row.figure->value.value_or(0), row.figure->high.value_or(0)});
    }
  }
  return out;
}

void add_bar(std::string& out, const Row& row, double y, double scale) {
  add(out, "<rect class=\"track\" x=\"0\" y=\"{:.0f}\" width=\"100%\" height=\"16\" rx=\"3\"/>", y);
  const wire::Figure* figure = row.figure;
  if (!figure || !figure->value || figure->state != wire::FigureState::kReleased) {
    add(out, "<rect class=\"unmeasured\" x=\"0\" y=\"{:.0f}\" width=\"100%\" height=\"16\"/>", y);
    return;
  }
  add(out, "<rect class=\"{}\" x=\"0\" y=\"{:.0f}\" width=\"{:.2f}%\" height=\"16\" rx=\"3\"/>",
      row.in ? "in" : "out", y, *figure->value * scale);
  if (figure->low && figure->high && *figure->low < *figure->high) {
    const double low = *figure->low * scale, high = *figure->high * scale;
    add(out,
        "<line class=\"range\" x1=\"{0:.2f}%\" x2=\"{1:.2f}%\" y1=\"{2:.0f}\" y2=\"{2:.0f}\"/>",
        low, high, y + 8);
    for (const double end : {low, high}) {
      add(out,
          "<line class=\"range\" x1=\"{0:.2f}%\" x2=\"{0:.2f}%\" y1=\"{1:.0f}\" "
          "y2=\"{2:.0f}\"/>",
          end, y + 3, y + 13);
    }
  }
}

}  // namespace

std::string flow_rows_svg(const Context& context, std::string_view summary) {
  const wire::Release& release = context.input.releases.front();
  const std::vector<Row> rows = rows_of(context, release);
  const double most = largest(rows);
  const double scale = most > 0 ? 99 / most : 0;
  std::string out;
  add(out,
      "<svg class=\"chart\" width=\"100%\" height=\"{:.0f}\" role=\"img\" "
      "aria-labelledby=\"flow-title flow-desc\">\n<title id=\"flow-title\">{}</title>"
      "<desc id=\"flow-desc\">{}</desc>\n",
      kRowHeight * static_cast<double>(rows.size()), context.words.flow_title, summary);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double y = kRowHeight * static_cast<double>(i);
    add(out, "<text class=\"row\" x=\"0\" y=\"{:.0f}\">{}</text>", y + 16, rows[i].label);
    add(out, "<text class=\"row value\" x=\"100%\" y=\"{:.0f}\" text-anchor=\"end\">{}</text>",
        y + 16, text_of(context, rows[i], release.header()));
    add_bar(out, rows[i], y + 24, scale);
    out += '\n';
  }
  out += "</svg>\n";
  return out;
}

}  // namespace sillage::desk::report
