// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "desk/report/internal/context.h"
#include "desk/report/internal/html.h"
#include "desk/report/internal/metric_names.h"
#include "desk/report/internal/numbers.h"

namespace sillage::desk::report {
namespace {

void add_table(std::string& out, const Context& context) {
  const Words& words = context.words;
  open_table(out, words.privacy_table,
             {words.col_metric, words.col_released, words.col_merged, words.col_withheld,
              words.col_unmeasured});
  for (const auto& [metric, counts] : context.sums.states) {
    add(out, "<tr><th scope=\"row\">{}</th>", metric_name(words, metric));
    for (const int n : {counts.released, counts.merged, counts.withheld, counts.unmeasured}) {
      add(out, "<td class=\"num\">{}</td>", figure(words, n));
    }
    out += "</tr>\n";
  }
  close_table(out);
}

}  // namespace

std::string privacy_section(const Context& context) {
  const Words& words = context.words;
  int merged = 0, withheld = 0;
  for (const auto& [metric, counts] : context.sums.states) {
    merged += counts.merged;
    withheld += counts.withheld;
  }
  const auto& releases = context.input.releases;
  const bool strict = std::any_of(releases.begin(), releases.end(), [](const wire::Release& r) {
    return r.header().mode == wire::ReleaseMode::kStrict;
  });
  std::string out;
  open_section(out, "privacy", words.privacy_title);
  add(out, "<p class=\"summary\">{}</p>\n",
      context.input.releases.empty() ? std::string(words.nothing_yet)
      : merged + withheld == 0
          ? std::string(words.privacy_nothing)
          : say(words.privacy_some, figure(words, merged), figure(words, withheld)));
  add(out, "<ul class=\"plain\">\n<li>{}</li>\n<li>{}</li>\n<li>{}</li>\n<li>{}</li>\n",
      say(words.privacy_rule, context.k), words.privacy_merge, words.privacy_partner,
      words.privacy_null);
  if (strict) add(out, "<li>{}</li>\n", words.privacy_strict);
  out += "</ul>\n";
  if (!context.sums.states.empty()) add_table(out, context);
  close_section(out);
  return out;
}

}  // namespace sillage::desk::report
