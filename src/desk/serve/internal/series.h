// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "desk/serve/internal/store_context.h"

namespace sillage::desk::serve {

/// One series: total, points, comparison. Without a level (`total`) there are no points.
Answer write_series(JsonText& out, Figures& figures, const StoreContext& store, const Asked& asked,
                    const MetricInfo& metric, const std::string& scope,
                    std::optional<Level> level);

/// A request for series, checked.
struct SeriesAsked {
  Asked asked;
  std::vector<const MetricInfo*> metrics;
  std::optional<Level> level;
};
tl::expected<SeriesAsked, Problem> series_asked_of(const Call& call, const StoreContext& store);
/// Whether the metric is known for that scope of the layout.
bool has_scope(const MetricInfo& metric, const std::string& scope, const StoreContext& store);
/// All scopes of the layout that the metric is known for; the store first.
std::vector<std::string> scopes_of(const MetricInfo& metric, const StoreContext& store);

}  // namespace sillage::desk::serve
