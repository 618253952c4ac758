// SPDX-License-Identifier: Apache-2.0
#include "desk/report/report.h"

#include "desk/report/internal/context.h"
#include "desk/report/internal/html.h"
#include "desk/report/internal/style.h"

namespace sillage::desk {
namespace {

using report::add;
using report::Context;
using report::LocalTime;
using report::Span;
using report::Words;

/// Patterns that the charts share: stripes, dots and hatches mean the same everywhere.
constexpr std::string_view kPatterns =
    R"svg(<svg width="0" height="0" style="position:absolute" aria-hidden="true" focusable="false"><defs>
<pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V7" stroke="#fff" stroke-opacity=".75" stroke-width="1.6"/></pattern>
<pattern id="dots" width="8" height="8" patternUnits="userSpaceOnUse"><circle cx="4" cy="4" r="1.1" fill="#fff" fill-opacity=".8"/><circle cx="4" cy="4" r="1.7" fill="none" stroke="#10161d" stroke-opacity=".55" stroke-width=".7"/></pattern>
<pattern id="stripes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V6" style="stroke:var(--axis)" stroke-opacity=".45" stroke-width="2"/></pattern>
<pattern id="bar-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V8" style="stroke:var(--stripe)" stroke-width="3"/></pattern>
</defs></svg>
)svg";

std::optional<Span> span_of(const std::vector<wire::Release>& releases) {
  std::optional<Span> span;
  for (const wire::Release& release : releases) {
    const wire::ReleaseHeader& header = release.header();
    if (!span) span = Span{header.bin_start, header.bin_end};
    span->start = std::min(span->start, header.bin_start);
    span->end = std::max(span->end, header.bin_end);
  }
  return span;
}

void add_head(std::string& out, const Context& context) {
  const Words& words = context.words;
  add(out,
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\"/>\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\"/>\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
      "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
      "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n",
      words.code, report::say(words.document_title, report::escape(context.input.store.name)),
      report::kStyle);
}

void add_footer(std::string& out, const Context& context) {
  const Words& words = context.words;
  const ReportInput& input = context.input;
  add(out, "<footer>\n<p>{}</p>\n<p>{} {}</p>\n</footer>\n",
      report::say(words.privacy_true, context.k),
      report::say(words.footer_made, report::escape(context.time.moment(input.made_at)),
                  report::escape(input.version)),
      words.footer_alone);
}

}  // namespace

Result<std::string> render_html(const ReportInput& input) {
  ASSIGN_OR_RETURN(const Words* words, report::words_of(input.language));
  ASSIGN_OR_RETURN(LocalTime time,
                   LocalTime::create(input.store.time_zone, input.start_known, *words));
  const Context context{input,
                        *words,
                        time,
                        report::sum_up(input),
                        report::heat_of(input.releases),
                        report::smallest_group(input),
                        span_of(input.releases)};
  ASSIGN_OR_RETURN(const std::string heat, report::heat_section(context));
  std::string out;
  add_head(out, context);
  add(out, "<body>\n<a class=\"skip\" href=\"#key-figures\">{}</a>\n{}<div class=\"page\">\n",
      words->skip_to_content, kPatterns);
  out += report::header_section(context);
  out += "<main>\n";
  out += report::key_figures_section(context);
  out += heat;
  out += report::flow_section(context);
  out += report::visits_section(context);
  out += report::dwell_section(context);
  out += report::ways_section(context);
  out += report::queues_section(context);
  out += report::figures_section(context);
  out += report::privacy_section(context);
  out += report::method_section(context);
  out += "</main>\n";
  add_footer(out, context);
  out += "</div>\n</body>\n</html>\n";
  return out;
}

}  // namespace sillage::desk
