// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/cards.h"
#include "desk/report/internal/html.h"
#include "desk/report/internal/numbers.h"

namespace sillage::desk::report {
namespace {

/// The mark: a trace that fades.
constexpr std::string_view kMark =
    "<svg class=\"mark\" viewBox=\"0 0 56 16\" width=\"56\" height=\"16\" aria-hidden=\"true\" "
    "focusable=\"false\"><circle cx=\"48\" cy=\"8\" r=\"6\"/><circle cx=\"33\" cy=\"8\" r=\"4.6\" "
    "opacity=\".62\"/><circle cx=\"21\" cy=\"8\" r=\"3.4\" opacity=\".4\"/><circle cx=\"11\" "
    "cy=\"8\" r=\"2.3\" opacity=\".26\"/><circle cx=\"3.5\" cy=\"8\" r=\"1.4\" opacity=\".18\"/>"
    "</svg>";

void add_coverage_card(std::string& out, const Context& context) {
  const Words& words = context.words;
  const Sums& sums = context.sums;
  if (!sums.coverage) {
    add_card(out, words.coverage, words.not_measured, false, std::string(words.coverage_none), "");
    return;
  }
  add_card(out, words.coverage, percent(words, *sums.coverage), true,
           say(words.coverage_of, duration(words, sums.observed_s), duration(words, sums.length_s)),
           "");
}

}  // namespace

std::string header_section(const Context& context) {
  const Words& words = context.words;
  std::string out = "<header>\n";
  add(out, "<p class=\"brand\">{}<span>Sillage</span> · {}</p>\n", kMark, words.report_name);
  add(out, "<h1>{}</h1>\n", escape(context.input.store.name));
  if (context.span) {
    const int bins = static_cast<int>(context.input.releases.size());
    add(out, "<p class=\"period\">{} · {}", escape(context.time.period(*context.span)),
        bins == 1 ? std::string(words.bins_one) : say(words.bins_many, bins));
    if (context.input.start_known) {
      add(out, " · {}", say(words.time_zone_note, escape(context.input.store.time_zone)));
    }
    out += "</p>\n";
    if (!context.input.start_known) add(out, "<p class=\"quiet\">{}</p>\n", words.offsets_note);
  } else {
    add(out, "<p class=\"period\">{}</p>\n", words.no_period);
  }
  if (is_evaluation(context.input)) {
    add(out, "<div class=\"notice evaluation\"><p><strong>{}</strong></p><p>{}</p></div>\n",
        words.evaluation_mark, words.evaluation_note);
  }
  if (const std::size_t n = context.input.warnings.size(); n > 0) {
    add(out, "<p class=\"notice warn\"><a href=\"#warnings\">{}</a></p>\n",
        n == 1 ? std::string(words.warnings_one) : say(words.warnings_many, n));
  }
  out += "</header>\n";
  return out;
}

std::string key_figures_section(const Context& context) {
  const Words& words = context.words;
  const Sums& sums = context.sums;
  std::string out;
  open_section(out, "key-figures", words.key_figures);
  if (context.input.releases.empty()) {
    add_empty_state(out, words.nothing_yet, words.nothing_yet_why);
    close_section(out);
    return out;
  }
  out += "<dl class=\"cards\">\n";
  add_sum_card(out, context, words.entries, sums.entries);
  add_sum_card(out, context, words.exits, sums.exits);
  add_sum_card(out, context, words.present_mean, sums.present_mean);
  add_sum_card(out, context, words.present_max, sums.present_max);
  add_coverage_card(out, context);
  out += "</dl>\n";
  add(out, "<p class=\"quiet\">{}</p>\n", say(words.privacy_true, context.k));
  close_section(out);
  return out;
}

}  // namespace sillage::desk::report
