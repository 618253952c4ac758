// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include "app/run_summary.h"

namespace sillage::app {

// Parts of the summary's JSON that come from releases; see docs/reference/run-summary.md.

using Json = nlohmann::ordered_json;

Json total_json(const std::vector<wire::Release>& releases, wire::Metric metric,
                const std::string& scope);
/// Mean over the observed time of the bins, or, for a metric that is a maximum, the largest.
Json level_json(const std::vector<wire::Release>& releases, wire::Metric metric,
                const std::string& scope = "");
Json lines_json(const RunSummary& summary);
Json zones_json(const RunSummary& summary);
/// "visits" and what follows: durations, rates, groups, queues, flows, paths, funnels.
void add_journeys(const RunSummary& summary, Json& json);
/// The same as lines of the table for people; nothing without lines.
std::string journeys_text(const RunSummary& summary);

}  // namespace sillage::app
