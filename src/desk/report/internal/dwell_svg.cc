// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/dwell_svg.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "desk/report/internal/html.h"
#include "desk/report/internal/numbers.h"

namespace sillage::desk::report {
namespace {

constexpr double kTop = 52;  ///< room for the marks' names
constexpr double kPlotHeight = 130;
constexpr double kHeight = kTop + kPlotHeight + 26;

/// Room for one digit above a bar, percent of the width.
constexpr double kDigitWidth = 2;

/// Logarithmic axis of duration, in percent of the width.
struct Axis {
  double from_s = 5;
  double to_s = 10;
  double at(double s) const {
    return std::clamp(100 * std::log(s / from_s) / std::log(to_s / from_s), 0.0, 100.0);
  }
};

Axis axis_of(const Dwell& dwell) {
  Axis axis;
  axis.from_s = dwell.classes.front().from_s;
  axis.to_s = axis.from_s * 8;
  for (const DwellClass& shown : dwell.classes) {
    if (shown.stays > 0) axis.to_s = std::max(axis.to_s, shown.to_s);
  }
  return axis;
}

double density(const DwellClass& shown) {
  return shown.stays / std::log(shown.to_s / shown.from_s);
}

void add_ticks(std::string& out, const Words& words, const Axis& axis) {
  constexpr std::array<double, 15> kRound = {1,   2,   5,    10,   20,   30,   60,   120,
                                             300, 600, 1200, 1800, 3600, 7200, 14400};
  constexpr double kRoom = 12;     ///< percent between two names
  constexpr double kEndRoom = 17;  ///< the same before a name that ends at the right edge
  add(out, "<line class=\"axis\" x1=\"0\" x2=\"100%\" y1=\"{0}\" y2=\"{0}\"/>", kTop + kPlotHeight);
  double last = -100;
  for (const double s : kRound) {
    const double room = axis.at(s) > 95 ? kEndRoom : kRoom;
    if (s < axis.from_s * 0.999 || s > axis.to_s || axis.at(s) - last < room) continue;
    last = axis.at(s);
    add(out, "<line class=\"axis\" x1=\"{0:.2f}%\" x2=\"{0:.2f}%\" y1=\"{1}\" y2=\"{2}\"/>", last,
        kTop + kPlotHeight, kTop + kPlotHeight + 5);
    add(out, "<text class=\"tick\" x=\"{:.2f}%\" y=\"{}\" text-anchor=\"{}\">{}</text>", last,
        kTop + kPlotHeight + 20,
        last < 3    ? "start"
        : last > 95 ? "end"
                    : "middle",
        duration(words, s));
  }
}

void add_bar(std::string& out, const Words& words, const Axis& axis, const DwellClass& shown,
             double most) {
  const double x = axis.at(shown.from_s), w = axis.at(shown.to_s) - x;
  const double h = kPlotHeight * density(shown) / most;
  const double y = kTop + kPlotHeight - h;
  add(out,
      "<rect class=\"stay\" x=\"{:.2f}%\" y=\"{:.1f}\" width=\"{:.2f}%\" height=\"{:.1f}\">"
      "<title>{}: {}</title></rect>",
      x, y, w, h, class_label(words, shown), figure(words, shown.stays));
  if (shown.merged) {
    add(out,
        "<rect class=\"hatch-bar\" x=\"{:.2f}%\" y=\"{:.1f}\" width=\"{:.2f}%\" "
        "height=\"{:.1f}\"/>",
        x, y, w, h);
  }
  const std::string count = figure(words, shown.stays);
  if (w >= kDigitWidth * static_cast<double>(count.size())) {
    add(out,
        "<text class=\"tick count\" x=\"{:.2f}%\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>",
        x + w / 2, y - 5, count);
  }
  out += '\n';
}

struct Mark {
  std::string_view name;  ///< with a place for the duration
  double s;
  double y;  ///< of its name, px
};

/// All lines come before all names, so that no line runs through a name.
void add_marks(std::string& out, const Words& words, const Axis& axis,
               const std::vector<Mark>& marks) {
  for (const Mark& mark : marks) {
    add(out, "<line class=\"quantile\" x1=\"{0:.2f}%\" x2=\"{0:.2f}%\" y1=\"{1}\" y2=\"{2}\"/>",
        axis.at(mark.s), mark.y - 9, kTop + kPlotHeight);
  }
  for (const Mark& mark : marks) {
    const double x = axis.at(mark.s);
    const bool right = x < 55;
    add(out,
        "<text class=\"tick mark-name\" x=\"{:.2f}%\" dx=\"{}\" y=\"{}\" "
        "text-anchor=\"{}\">{}</text>\n",
        x, right ? 5 : -5, mark.y, right ? "start" : "end",
        say(mark.name, duration(words, mark.s)));
  }
}

}  // namespace

std::string class_label(const Words& words, const DwellClass& shown) {
  if (shown.to_s >= kOpenEndS) return say(words.longer_than, duration(words, shown.from_s));
  return duration(words, shown.from_s) + "–" + duration(words, shown.to_s);
}

std::string dwell_svg(const Context& context, const Dwell& dwell, int id, std::string_view title,
                      std::string_view summary) {
  const Words& words = context.words;
  const Axis axis = axis_of(dwell);
  double most = 0;
  for (const DwellClass& shown : dwell.classes) most = std::max(most, density(shown));
  std::string out;
  add(out,
      "<svg class=\"chart\" width=\"100%\" height=\"{0:.0f}\" role=\"img\" "
      "aria-labelledby=\"dwell-title-{1} dwell-desc-{1}\">\n<title id=\"dwell-title-{1}\">{2}"
      "</title><desc id=\"dwell-desc-{1}\">{3}</desc>\n",
      kHeight, id, title, summary);
  for (const DwellClass& shown : dwell.classes) {
    if (shown.stays > 0) add_bar(out, words, axis, shown, most);
  }
  add_ticks(out, words, axis);
  out += '\n';
  std::vector<Mark> marks;
  if (const auto s = quantile_s(dwell, 0.5)) marks.push_back({words.dwell_median, *s, 12});
  if (const auto s = quantile_s(dwell, 0.9)) marks.push_back({words.dwell_p90, *s, 28});
  add_marks(out, words, axis, marks);
  out += "</svg>\n";
  return out;
}

}  // namespace sillage::desk::report
