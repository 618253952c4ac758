// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/cards.h"

#include "desk/report/internal/html.h"
#include "desk/report/internal/metric_names.h"
#include "desk/report/internal/numbers.h"

namespace sillage::desk::report {
namespace {

/// What a card says below its number.
std::string doubt_text(const Context& context, const Sum& sum) {
  const Words& words = context.words;
  if (!sum.value) return "";
  if (!sum.low || !sum.high) return std::string(words.no_range);
  const std::string low = figure(words, *sum.low), high = figure(words, *sum.high);
  if (low == high) return std::string(words.no_doubt);
  return say(words.between, low, high);
}

}  // namespace

void add_card(std::string& out, std::string_view label, std::string_view value, bool is_number,
              const std::string& first_note, const std::string& second_note) {
  add(out, "<div class=\"card\"><dt>{}</dt><dd class=\"{}\">{}</dd>", label,
      is_number ? "big" : "big none", value);
  for (const std::string& note : {first_note, second_note}) {
    if (!note.empty()) add(out, "<dd class=\"note\">{}</dd>", note);
  }
  out += "</div>\n";
}

void add_sum_card(std::string& out, const Context& context, std::string_view label,
                  const Sum& sum) {
  const int without = sum.bins() - sum.measured;
  add_card(out, label, sum_text(context, sum), sum.value.has_value(), doubt_text(context, sum),
           sum.value && without > 0 ? say(context.words.bins_missing, without, sum.bins()) : "");
}

void add_count_card(std::string& out, const Context& context, wire::Metric metric) {
  const Sum sum = sum_over(context.input.releases, metric, "", Combine::kAdd);
  if (sum.missing == sum.bins()) return;
  const int without = sum.bins() - sum.measured;
  add_card(out, metric_name(context.words, metric), sum_text(context, sum), sum.value.has_value(),
           sum.value && without > 0 ? say(context.words.bins_missing, without, sum.bins()) : "",
           "");
}

void add_rate_card(std::string& out, const Context& context, const std::string& label,
                   const Rate& rate, std::size_t of) {
  const Words& words = context.words;
  if (rate.bins + rate.withheld_bins == 0) return;
  const bool is_partial = rate.value && static_cast<std::size_t>(rate.bins) < of;
  add_card(out, label,
           rate.value               ? percent(words, *rate.value)
           : rate.withheld_bins > 0 ? std::string(words.withheld)
                                    : std::string(words.not_measured),
           rate.value.has_value(),
           is_partial ? say(words.rate_bins, rate.bins, of) : "", "");
}

}  // namespace sillage::desk::report
