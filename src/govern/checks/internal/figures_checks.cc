// SPDX-License-Identifier: Apache-2.0
// Checks of what may leave the program: the names of its figures, and where they are sent.
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "govern/checks/internal/judge.h"

namespace sillage::govern::internal {
namespace {

/// Metrics whose names, cut at '_', hold one of the words.
std::vector<std::string> naming(const std::vector<std::string>& metrics,
                                const std::vector<std::string>& words) {
  std::vector<std::string> found;
  for (const std::string& metric : metrics) {
    const std::string framed = "_" + metric + "_";
    if (std::any_of(words.begin(), words.end(), [&](const std::string& word) {
          return framed.find("_" + word + "_") != std::string::npos;
        })) {
      found.push_back(metric);
    }
  }
  return found;
}

Finding no_figure_named(const Situation& s, const std::vector<std::string>& words) {
  const auto found = naming(s.metrics, words);
  if (s.metrics.empty()) return unmeasured("this version lists no figures; report it");
  return judge(found.empty(),
               found.empty() ? fmt::format("none of {} figures", s.metrics.size())
                             : fmt::format("{}", fmt::join(found, ", ")),
               "this version publishes what it must not; do not run it, report it");
}

Finding no_child_class(const Situation& s) {
  return no_figure_named(s, {"child", "children", "minor", "minors", "teen", "teens", "baby",
                             "toddler", "kid", "kids", "pupil", "0-17", "under18"});
}

Finding no_suspicion_class(const Situation& s) {
  return no_figure_named(s, {"suspect", "suspects", "suspicion", "theft", "thief", "shoplifting",
                             "offence", "crime", "watchlist", "blacklist", "intruder", "loitering"});
}

Finding closed_attributes(const Situation& s) {
  return no_figure_named(
      s, {"race", "ethnicity", "origin", "skin", "religion", "belief", "health", "disability",
          "wheelchair", "pregnancy", "sexuality", "politics", "emotion", "emotions", "mood",
          "smile", "happiness", "anger", "attention", "gaze", "face", "faces"});
}

Finding no_person_output(const Situation& s) {
  return no_figure_named(s, {"person", "visitor", "track", "trajectory", "id", "identity",
                             "embedding", "template", "descriptor", "crop", "snapshot"});
}

Finding declared_figures(const Situation& s) {
  std::vector<std::string> undeclared;
  for (const std::string& metric : s.metrics) {
    if (std::find(s.declared.begin(), s.declared.end(), metric) == s.declared.end()) {
      undeclared.push_back(metric);
    }
  }
  return judge(undeclared.empty() && !s.metrics.empty(),
               undeclared.empty() ? fmt::format("{} figures, all classed", s.metrics.size())
                                  : fmt::format("not classed: {}", fmt::join(undeclared, ", ")),
               "class each figure in govern/figures.toml, and build again");
}

Finding no_joins(const Situation& s) {
  const auto named = naming(s.metrics, {"receipt", "purchase", "basket", "card", "loyalty", "plate",
                                        "mac", "phone", "wifi", "bluetooth", "transaction"});
  return judge(named.empty() && s.store.privacy.bin_minutes >= 15,
               named.empty() ? fmt::format("bins of {} min, no figure with a foreign key",
                                           s.store.privacy.bin_minutes)
                             : fmt::format("{}", fmt::join(named, ", ")),
               "set privacy.bin_minutes to 15 or more, so that no receipt matches a bin");
}

Finding egress_known(const Situation& s) {
  // Figures that are sent out of the house need a recipient or a country that people have named.
  const auto& g = s.store.governance;
  const bool named = !g.recipients.empty() || !g.transfers.empty();
  return judge(s.observed.outbound.empty() || named,
               s.observed.outbound.empty()
                   ? "figures are sent nowhere"
                   : fmt::format("figures go to {}", fmt::join(s.observed.outbound, ", ")),
               "name who gets figures: recipients, and transfers where it is another country, in "
               "[governance]");
}

}  // namespace

std::vector<Check> figures_checks() {
  return {{"no-child-class", no_child_class, "vendor", "the vendor"},
          {"no-suspicion-class", no_suspicion_class, "vendor", "the vendor"},
          {"closed-attributes", closed_attributes, "vendor", "the vendor"},
          {"no-person-output", no_person_output, "vendor", "the vendor"},
          {"declared-figures", declared_figures, "vendor", "the vendor"},
          {"no-joins", no_joins, "installer", "the store's configuration file"},
          {"egress-known", egress_known, "controller", "the store's configuration file"}};
}

}  // namespace sillage::govern::internal
