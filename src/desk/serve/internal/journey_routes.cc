// SPDX-License-Identifier: Apache-2.0
// Durations, flows, paths, funnels, heat.
#include <algorithm>
#include <charconv>

#include "desk/figures/histogram.h"
#include "desk/serve/internal/heat.h"
#include "desk/serve/internal/routes.h"
#include "desk/serve/internal/series.h"
#include "desk/serve/internal/store_context.h"

namespace sillage::desk::serve::figures {
namespace {

tl::expected<Figures, Problem> open(Call& call, const StoreContext& store, const Asked& asked) {
  TRY_ASSIGN(Figures figures,
             open_figures(call, store, asked.period.to));
  return figures;
}

std::vector<RollupRow> rows_of(const Sums& sums) {
  std::vector<RollupRow> rows;
  for (const auto& [key, row] : sums) rows.push_back(row);
  return rows;
}

void put_classes(JsonText& out, const Histogram& histogram) {
  out.key("classes").open('[');
  for (const HistogramClass& next : histogram.classes) {
    out.open('{').key("from_s").value(next.from_s).key("to_s").value(next.to_s);
    out.key("count").value(next.count).key("joined").value(next.joined).close('}');
  }
  out.close(']');
}

/// Number of a path cursor: how many were shown before.
std::size_t offset_of(const std::string& cursor) {
  std::size_t offset = 0;
  std::from_chars(cursor.data(), cursor.data() + cursor.size(), offset);
  return offset;
}

}  // namespace

Answer durations(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  TRY_ASSIGN(const Asked asked, asked_of(call, store));
  const std::string name = call.in_query("metric");
  const MetricInfo& median = *find_metric(name + "_median_s");
  const MetricInfo& p90 = *find_metric(name + "_p90_s");
  const std::string word = call.in_query("scope", "store");
  const std::string scope = word == "store" ? "" : word;
  if (!has_scope(median, scope, store)) {
    return refuse(404, "no-such-scope", "These durations are not known for this scope",
                  "name a zone; a waiting zone for queues; nothing for visits");
  }
  TRY_ASSIGN(Figures figures, open(call, store, asked));
  TRY_ASSIGN(const Ground ground, figures.ground(asked.period));
  TRY_ASSIGN(const Sums* sums, figures.sums(median.metric, scope, asked.period));
  const std::vector<RollupRow> rows = rows_of(*sums);
  const Histogram histogram = histogram_of(rows);
  const Number middle = number_of(median, rows, ground);
  Number total = middle;
  total.interval = histogram.hidden > 0 ? Interval::kAtLeast : Interval::kNone;
  total.low = total.high = total.value = std::nullopt;
  if (total.measured > 0) total.value = histogram.total;
  if (histogram.hidden > 0) total.low = total.value;
  JsonText out;
  open_frame(out, store, asked, figures);
  out.key("metric").text(name).key("scope");
  put(out, scope_ref(store, scope));
  out.key("total");
  put(out, total);
  out.key("median");
  put(out, middle);
  out.key("p90");
  put(out, number_of(p90, rows, ground));
  put_classes(out, histogram);
  return finish(out);
}

Answer flows(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  TRY_ASSIGN(const Asked asked, asked_of(call, store));
  TRY_ASSIGN(Figures figures, open(call, store, asked));
  TRY_ASSIGN(const Ground ground, figures.ground(asked.period));
  TRY_ASSIGN(const Sums* sums, figures.sums(wire::Metric::kFlow, std::nullopt, asked.period));
  JsonText out;
  open_frame(out, store, asked, figures);
  out.key("zones").open('[');
  for (const Json& zone : store.layout.at("zones")) {
    out.json({{"id", zone.at("id")}, {"name", zone.at("name")}, {"type", zone.at("type")}});
  }
  out.close(']').key("flows").open('[');
  const RollupRow* others = nullptr;
  for (const auto& [key, row] : *sums) {
    const auto way = wire::way_from_text(row.way);
    if (!way || way->size() != 2) {
      others = &row;
      continue;
    }
    Number number = sum_of(&row, ground);
    // A pair that a bin does not list may be among its others: known to be at least this.
    if (number.value && number.measured < ground.span.bins) {
      number.low = number.value;
      number.high.reset();
      number.interval = Interval::kAtLeast;
    }
    out.open('{').key("from").text((*way)[0]).key("to").text((*way)[1]).key("figure");
    put(out, number);
    out.close('}');
  }
  out.close(']').key("others");
  put(out, sum_of(others, ground));
  return finish(out);
}

Answer paths(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  TRY_ASSIGN(const Asked asked, asked_of(call, store));
  TRY_ASSIGN(Figures figures, open(call, store, asked));
  TRY_ASSIGN(Ground ground, figures.ground(asked.period));
  TRY_ASSIGN(const Sums* sums, figures.sums(wire::Metric::kPath, std::nullopt, asked.period));
  std::vector<const RollupRow*> ways;
  const RollupRow* others = nullptr;
  for (const auto& [key, row] : *sums) {
    row.way.empty() ? void(others = &row) : ways.push_back(&row);
  }
  if (others != nullptr) ground.span.bins = others->measured + others->withheld;  // days
  std::stable_sort(ways.begin(), ways.end(),
                   [](const RollupRow* a, const RollupRow* b) { return a->total > b->total; });
  const std::size_t first = std::min(offset_of(call.in_query("cursor")), ways.size());
  const std::size_t last =
      std::min(first + static_cast<std::size_t>(call.limit()), ways.size());
  JsonText out;
  open_frame(out, store, asked, figures);
  out.key("items").open('[');
  for (std::size_t i = first; i < last; ++i) {
    out.open('{').key("zones").open('[');
    const auto way = wire::way_from_text(ways[i]->way);
    for (const std::string& zone : way.value_or(std::vector<std::string>{})) out.text(zone);
    out.close(']').key("figure");
    Number number = sum_of(ways[i], ground);
    number.low = number.value;
    number.high.reset();
    number.interval = Interval::kAtLeast;
    put(out, number);
    out.close('}');
  }
  out.close(']').key("others");
  put(out, sum_of(others, ground));
  out.key("next");
  last < ways.size() ? out.text(std::to_string(last)) : out.null();
  return finish(out);
}

Answer funnel(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  TRY_ASSIGN(const Asked asked, asked_of(call, store));
  const std::string id = call.in_path("funnel");
  const auto& funnels = store.layout.at("funnels");
  const auto funnel = std::find_if(funnels.begin(), funnels.end(),
                                   [&](const Json& f) { return f.at("id") == id; });
  if (funnel == funnels.end()) {
    return refuse(404, "not-found", "There is no such funnel", "GET layout names them");
  }
  TRY_ASSIGN(Figures figures, open(call, store, asked));
  TRY_ASSIGN(const Ground ground, figures.ground(asked.period));
  TRY_ASSIGN(const Sums* sums, figures.sums(wire::Metric::kFunnel, id, asked.period));
  TRY_ASSIGN(const Sums* timed, figures.sums(wire::Metric::kTimedVisits, "", asked.period));
  const Sums* before = nullptr;
  Ground ground_before;
  if (asked.comparison) {
    TRY_ASSIGN(ground_before, figures.ground(*asked.comparison));
    TRY_ASSIGN(before, figures.sums(wire::Metric::kFunnel, id, *asked.comparison));
  }
  const auto step_of = [&](const Sums* from, std::size_t step) {
    const auto found = from->find({id, {static_cast<double>(step), 0, 0, 0}, ""});
    return found == from->end() ? nullptr : &found->second;
  };
  JsonText out;
  open_frame(out, store, asked, figures);
  out.key("funnel").json(*funnel).key("visits");
  put(out, sum_of(timed->empty() ? nullptr : &timed->begin()->second, ground));
  out.key("steps").open('[');
  for (std::size_t i = 0; i < funnel->at("zones").size(); ++i) {
    out.open('{').key("zone").text(funnel->at("zones")[i].get<std::string>()).key("figure");
    put(out, sum_of(step_of(sums, i + 1), ground));
    out.key("comparison");
    asked.comparison ? put(out, sum_of(step_of(before, i + 1), ground_before))
                     : void(out.null());
    out.close('}');
  }
  out.close(']');
  return finish(out);
}

Answer heat(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  TRY_ASSIGN(const Asked asked, asked_of(call, store));
  TRY_ASSIGN(Figures figures, open(call, store, asked));
  TRY_ASSIGN(const Ground ground, figures.ground(asked.period));
  TRY_ASSIGN(const Sums* sums, figures.sums(wire::Metric::kHeat, "", asked.period));
  const HeatMap map = heat_map(*sums);
  RollupRow all;
  all.measured = ground.span.bins;
  Number mean = sum_of(&all, ground);
  mean.value = map.mean;
  JsonText out;
  open_frame(out, store, asked, figures);
  out.key("figure");
  put(out, mean);
  out.key("unit").text("person_seconds_per_m2").key("areas").open('[');
  for (const HeatArea& area : map.areas) {
    out.open('{').key("x_m").value(area.x_m).key("y_m").value(area.y_m);
    out.key("width_m").value(area.side_m).key("height_m").value(area.side_m);
    out.key("value").value(area.value).key("joined").value(area.joined).close('}');
  }
  out.close(']');
  return finish(out);
}

}  // namespace sillage::desk::serve::figures
