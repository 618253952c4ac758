// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "desk/report/internal/flow_svg.h"
#include "desk/report/internal/heat_scale.h"
#include "desk/report/internal/html.h"
#include "desk/report/internal/numbers.h"

namespace sillage::desk::report {
namespace {

using wire::Metric;

constexpr double kTop = 14;
constexpr double kPlotHeight = 230;
constexpr double kHeight = kTop + kPlotHeight + 34;
constexpr int kMostTicks = 9;

/// Where rates lie on the vertical axis, px.
struct Axis {
  double step = 1;
  double up = 1;    ///< rate at the top
  double down = 1;  ///< rate at the bottom
  double unit() const { return kPlotHeight / (up + down); }
  double zero() const { return kTop + up * unit(); }
};

double largest(const Context& context, Metric metric) {
  double out = 0;
  for (const wire::Release& release : context.input.releases) {
    const wire::Figure* figure = find(release, metric, "");
    const auto rate = per_minute(figure, release.header());
    if (!rate) continue;
    const double high = figure->high.value_or(0) * 60 / length_s(release.header());
    out = std::max({out, *rate, high});
  }
  return out;
}

Axis axis_of(const Context& context) {
  const double up = largest(context, Metric::kEntries), down = largest(context, Metric::kExits);
  Axis axis;
  axis.step = axis_step(std::max(up, down), 3);
  axis.up = std::max(1.0, std::ceil(up / axis.step - 1e-9)) * axis.step;
  axis.down = std::max(1.0, std::ceil(down / axis.step - 1e-9)) * axis.step;
  return axis;
}

class Columns {
 public:
  Columns(const Context& context, const Axis& axis)
      : context_(context),
        axis_(axis),
        start_(context.span->start),
        length_(seconds(context.span->end - context.span->start)) {}

  void add_grid(std::string& out) const {
    for (double rate = -axis_.down; rate <= axis_.up + axis_.step / 2; rate += axis_.step) {
      const double y = axis_.zero() - rate * axis_.unit();
      const bool zero = std::abs(rate) < axis_.step / 2;
      add(out, "<line class=\"{}\" x1=\"0\" x2=\"100%\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>",
          zero ? "axis" : "grid", y, y);
      add(out, "<text class=\"tick\" x=\"-8\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>", y + 4,
          figure(context_.words, zero ? 0 : std::abs(rate), 3));
    }
    out += '\n';
    const auto ticks = context_.time.ticks(*context_.span, kMostTicks);
    for (std::size_t i = 0; i < ticks.size(); ++i) {
      const double x = at(ticks[i].at);
      add(out, "<line class=\"grid\" x1=\"{0:.2f}%\" x2=\"{0:.2f}%\" y1=\"{1}\" y2=\"{2}\"/>", x,
          kTop + kPlotHeight, kTop + kPlotHeight + 5);
      add(out, "<text class=\"tick{}\" x=\"{:.2f}%\" y=\"{}\" text-anchor=\"{}\">{}</text>",
          i % 2 == 1 ? " minor" : "", x, kTop + kPlotHeight + 20,
          x > 97  ? "end"
          : x < 3 ? "start"
                  : "middle",
          ticks[i].label);
    }
    out += '\n';
  }

  void add_bin(std::string& out, const wire::Release& release) const {
    const double left = at(release.header().bin_start);
    const double width = at(release.header().bin_end) - left;
    const wire::Figure* in = find(release, Metric::kEntries, "");
    const wire::Figure* exit = find(release, Metric::kExits, "");
    const auto in_rate = per_minute(in, release.header());
    const auto out_rate = per_minute(exit, release.header());
    if (!in_rate && !out_rate) {
      add(out,
          "<rect class=\"unmeasured\" x=\"{:.3f}%\" y=\"{}\" width=\"{:.3f}%\" height=\"{}\"/>",
          left, kTop, width, kPlotHeight);
      return;
    }
    const double gap = context_.input.releases.size() > kMostRanges ? 0.04 : 0.14;
    const double x = left + width * gap / 2, w = width * (1 - gap);
    if (in_rate) add_bar(out, *in_rate, *in, release, x, w, true);
    if (out_rate) add_bar(out, *out_rate, *exit, release, x, w, false);
    out += '\n';
  }

 private:
  double at(Instant t) const { return 100 * seconds(t - start_) / length_; }

  void add_bar(std::string& out, double rate, const wire::Figure& figure,
               const wire::Release& release, double x, double w, bool up) const {
    const Words& words = context_.words;
    const double height = std::max(0.0, rate) * axis_.unit();
    add(out,
        "<rect class=\"{}\" x=\"{:.3f}%\" y=\"{:.1f}\" width=\"{:.3f}%\" height=\"{:.1f}\">"
        "<title>{}: {} {}</title></rect>",
        up ? "in" : "out", x, up ? axis_.zero() - height : axis_.zero(), w, height,
        bin_label(context_, release), up ? words.entries : words.exits,
        say(words.per_minute, desk::report::rate(words, rate)));
    if (!figure.low || !figure.high || *figure.low >= *figure.high ||
        context_.input.releases.size() > kMostRanges) {
      return;
    }
    const double scale = 60 / length_s(release.header()) * axis_.unit() * (up ? -1 : 1);
    add(out,
        "<line class=\"range\" x1=\"{0:.3f}%\" x2=\"{0:.3f}%\" y1=\"{1:.1f}\" y2=\"{2:.1f}\"/>",
        x + w / 2, axis_.zero() + *figure.low * scale, axis_.zero() + *figure.high * scale);
  }

  const Context& context_;
  const Axis axis_;
  const Instant start_;
  const double length_;
};

}  // namespace

std::optional<double> per_minute(const wire::Figure* figure, const wire::ReleaseHeader& header) {
  if (!figure || figure->state != wire::FigureState::kReleased || !figure->value) {
    return std::nullopt;
  }
  return *figure->value * 60 / length_s(header);
}

std::string flow_columns_svg(const Context& context, std::string_view summary) {
  std::string out;
  add(out,
      "<div class=\"with-axis\"><svg class=\"chart\" width=\"100%\" height=\"{:.0f}\" "
      "role=\"img\" aria-labelledby=\"flow-title flow-desc\">\n<title id=\"flow-title\">{}</title>"
      "<desc id=\"flow-desc\">{}</desc>\n",
      kHeight, context.words.flow_title, summary);
  const Columns columns(context, axis_of(context));
  columns.add_grid(out);
  for (const wire::Release& release : context.input.releases) columns.add_bin(out, release);
  out += "</svg></div>\n";
  return out;
}

}  // namespace sillage::desk::report
