// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/series.h"

#include <algorithm>

#include "desk/serve/internal/routes.h"

namespace sillage::desk::serve {
namespace {

constexpr std::size_t kMostPoints = 5000, kMostSeries = 96;

std::optional<Level> level_of(const std::string& name) {
  if (name == "quarter") return Level::kBin;
  if (name == "hour") return Level::kHour;
  if (name == "day") return Level::kDay;
  if (name == "week") return Level::kWeek;
  if (name == "month") return Level::kMonth;
  return std::nullopt;
}

Duration length_of(Level level) {
  switch (level) {
    case Level::kBin:
      return std::chrono::minutes(15);
    case Level::kHour:
      return std::chrono::hours(1);
    default:
      return std::chrono::hours(24);
  }
}

}  // namespace

tl::expected<SeriesAsked, Problem> series_asked_of(const Call& call, const StoreContext& store) {
  SeriesAsked out;
  TRY_ASSIGN(out.asked, asked_of(call, store));
  for (const Json& name : call.query.at("metric")) {
    out.metrics.push_back(find_metric(name.get<std::string>()));
  }
  out.level = level_of(call.in_query("bin", "day"));
  const Duration length = out.asked.period.to - out.asked.period.from;
  if (out.level && length / length_of(*out.level) > static_cast<std::int64_t>(kMostPoints)) {
    return refuse(400, "too-many-points", "These are more than 5000 points a series",
                  "ask for a shorter period, or for longer bins");
  }
  return out;
}

std::vector<std::string> scopes_of(const MetricInfo& metric, const StoreContext& store) {
  using Scopes = MetricInfo::Scopes;
  std::vector<std::string> scopes;
  if (metric.scopes == Scopes::kStore || metric.scopes == Scopes::kLines) scopes.emplace_back();
  if (metric.scopes == Scopes::kLines) {
    for (const Json& line : store.layout.at("lines")) scopes.push_back(line.at("id"));
  }
  if (metric.scopes == Scopes::kZones || metric.scopes == Scopes::kQueues) {
    for (const Json& zone : store.layout.at("zones")) {
      const bool is_queue = zone.at("type") == "checkout_queue";
      if (is_queue || metric.scopes == Scopes::kZones) scopes.push_back(zone.at("id"));
    }
  }
  return scopes;
}

bool has_scope(const MetricInfo& metric, const std::string& scope, const StoreContext& store) {
  const auto scopes = scopes_of(metric, store);
  return std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
}

Answer write_series(JsonText& out, Figures& figures, const StoreContext& store, const Asked& asked,
                    const MetricInfo& metric, const std::string& scope,
                    std::optional<Level> level) {
  TRY_ASSIGN(const Number total, figures.number(metric, scope, asked.period));
  out.open('{').key("metric").text(metric.name).key("unit").text(metric.unit).key("scope");
  put(out, scope_ref(store, scope));
  out.key("total");
  put(out, total);
  std::vector<NumberAt> points;
  if (level) {
    TRY_ASSIGN(points, figures.series(metric, scope, asked.period, *level));
  }
  out.key("points");
  put(out, points);
  out.key("comparison");
  if (asked.comparison) {
    TRY_ASSIGN(const Number before, figures.number(metric, scope, *asked.comparison));
    out.open('{').key("total");
    put(out, before);
    if (level) {
      TRY_ASSIGN(points, figures.series(metric, scope, *asked.comparison, *level));
    }
    out.key("points");
    put(out, points);
    out.key("change");
    put(out, movement_of(metric, total, before));
    out.close('}');
  } else {
    out.null();
  }
  out.close('}');
  return http::Response{};
}

namespace figures {

Answer metrics(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  TRY_ASSIGN(const SeriesAsked asked, series_asked_of(call, store));
  if (call.in_query("segment", "all") != "all") {
    return refuse(409, "segments-off", "Segments are not enabled in this store",
                  "leave out segment; enabling them needs the signature of the dpo");
  }
  const Json scopes = call.query.value("scope", Json::array({"store"}));
  std::vector<std::pair<const MetricInfo*, std::string>> wanted;
  for (const MetricInfo* metric : asked.metrics) {
    for (const Json& scope : scopes) {
      const auto id = scope.get<std::string>();
      if (id == "all") {
        for (const std::string& each : scopes_of(*metric, store)) wanted.emplace_back(metric, each);
      } else if (id == "store") {
        if (has_scope(*metric, "", store)) wanted.emplace_back(metric, "");
      } else if (has_scope(*metric, id, store)) {
        wanted.emplace_back(metric, id);
      }
    }
  }
  if (wanted.empty()) {
    return refuse(404, "no-such-scope", "These metrics are not known for this scope",
                  "scope=all gives every scope of a metric; GET layout names lines and zones");
  }
  const Duration length = asked.asked.period.to - asked.asked.period.from;
  const auto points = asked.level ? length / length_of(*asked.level) : 1;
  if (wanted.size() > kMostSeries || static_cast<std::int64_t>(wanted.size()) * points > 50'000) {
    return refuse(400, "too-many-points", "These are more than 96 series or 50,000 points",
                  "ask for fewer metrics or scopes, a shorter period, or longer bins");
  }
  TRY_ASSIGN(Figures figures,
             open_figures(call, store, asked.asked.period.to));
  JsonText out;
  open_frame(out, store, asked.asked, figures);
  out.key("bin").text(call.in_query("bin", "day")).key("series").open('[');
  for (const auto& [metric, scope] : wanted) {
    TRY(write_series(out, figures, store, asked.asked, *metric, scope, asked.level));
  }
  out.close(']');
  return finish(out);
}

}  // namespace figures
}  // namespace sillage::desk::serve
