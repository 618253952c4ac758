// SPDX-License-Identifier: Apache-2.0
// Comparison of periods, live figures, data quality, exports.
#include <algorithm>

#include "desk/serve/internal/camera_json.h"
#include "desk/serve/internal/csv.h"
#include "desk/serve/internal/keys.h"
#include "desk/serve/internal/routes.h"
#include "desk/serve/internal/series.h"
#include "desk/serve/internal/store_context.h"

namespace sillage::desk::serve::figures {
namespace {

Json live_json(const std::string& store, const LiveState& live, bool demonstration) {
  const auto or_null = [](const auto& value) { return value ? Json(*value) : Json(nullptr); };
  Json queues = Json::array(), cameras = Json::array();
  for (const auto& queue : live.queues) {
    queues.push_back({{"zone", queue.zone.value()}, {"length", or_null(queue.length)}});
  }
  for (const CameraHealth& camera : live.cameras) cameras.push_back(health_json(camera));
  return {{"store", store},
          {"at", live.at ? Json(to_iso8601(*live.at)) : Json(nullptr)},
          {"inside", or_null(live.inside)},
          {"entries_today", or_null(live.entries_today)},
          {"queues", std::move(queues)},
          {"cameras", std::move(cameras)},
          {"set_up_problem", or_null(live.set_up_problem)},
          {"demonstration", demonstration}};
}

/// What to send to one listener: what has changed, and a sign of life every quarter of a minute.
http::EventSource events_of(std::function<LiveState()> live, std::string store,
                            bool demonstration) {
  return [live = std::move(live), store = std::move(store), demonstration, last = std::string(),
          quiet = 0]() mutable -> std::optional<std::string> {
    std::string now = live_json(store, live ? live() : LiveState{}, demonstration).dump();
    if (now != last) {
      last = std::move(now);
      quiet = 0;
      return "event: live\ndata: " + last + "\n\n";
    }
    return ++quiet % 15 == 0 ? ": alive\n\n" : "";
  };
}

/// The side of a comparison: whole days.
tl::expected<Period, Problem> side_of(const Call& call, const StoreContext& store,
                                      const std::string& side) {
  Asked asked;
  Period period;
  TRY_ASSIGN(period.from, moment_of(call.in_query((side + "_from").c_str()),
                                    (side + "_from").c_str(), store.calendar));
  TRY_ASSIGN(period.to,
             moment_of(call.in_query((side + "_to").c_str()), (side + "_to").c_str(),
                       store.calendar));
  if (period.from >= period.to || period.to - period.from > std::chrono::days(801)) {
    Problem problem{400, "bad-request", "What was sent does not have the form of the API",
                    "see api/openapi.yaml",
                    {{side + "_to", "must be after " + side + "_from, by at most 800 days"}}, {}};
    return as_problem(std::move(problem));
  }
  return period;
}

Answer write_side(JsonText& out, Figures& figures, const MetricInfo& metric,
                  const std::string& scope, const Period& period, const Side& side,
                  const std::vector<NumberAt>& days) {
  TRY_ASSIGN(Number mean, figures.number(metric, scope, period));
  mean.value = side.mean;
  mean.low = side.low;
  mean.high = side.high;
  mean.interval = side.low ? Interval::kConfidence : Interval::kNone;
  out.open('{').key("period");
  put(out, period);
  out.key("mean_per_day");
  put(out, mean);
  out.key("days").value(side.days).key("points");
  put(out, days);
  out.close('}');
  return http::Response{};
}

Answer write_days(JsonText& out, Call& call, Figures& figures, const StoreContext& store,
                  const Period& period) {
  TRY_ASSIGN(const auto spans, call.rollups().spans(store.id, figures.basis(), Level::kDay,
                                                    period.from, period.to));
  out.key("days").open('[');
  auto span = spans.begin();
  const double bin_s = 60.0 * store.settings.at("bin_minutes").get<int>();
  for (const Period& day : stretches_of(period, Level::kDay, store.calendar)) {
    while (span != spans.end() && span->start < day.from) ++span;
    const bool has = span != spans.end() && span->start < day.to;
    const Ground ground = figures.ground_of(has ? *span : SpanRow{}, day);
    out.open('{').key("date").text(to_text(store.calendar.day_of(day.from)));
    out.key("coverage").value(sum_of(nullptr, ground).coverage);
    out.key("bins").value(has ? span->bins : std::int64_t{0});
    out.key("bins_expected").value(static_cast<std::int64_t>(ground.length_s / bin_s));
    out.close('}');
  }
  out.close(']');
  return http::Response{};
}

}  // namespace

Answer comparison(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  const MetricInfo& metric = *find_metric(call.in_query("metric"));
  const std::string word = call.in_query("scope", "store");
  const std::string scope = word == "store" ? "" : word;
  if (!has_scope(metric, scope, store)) {
    return refuse(404, "no-such-scope", "This metric is not known for this scope",
                  "GET layout names lines and zones");
  }
  TRY_ASSIGN(const Period a, side_of(call, store, "a"));
  TRY_ASSIGN(const Period b, side_of(call, store, "b"));
  TRY_ASSIGN(Figures figures, open_figures(call, store, std::max(a.to, b.to)));
  TRY_ASSIGN(const auto days_a, figures.series(metric, scope, a, Level::kDay));
  TRY_ASSIGN(const auto days_b, figures.series(metric, scope, b, Level::kDay));
  const Comparison found = compare(days_a, days_b);
  JsonText out;
  out.open('{').key("store").text(store.id.value()).key("metric").text(metric.name);
  out.key("unit").text(metric.unit).key("scope");
  put(out, scope_ref(store, scope));
  out.key("a");
  TRY(write_side(out, figures, metric, scope, a, found.a, days_a));
  out.key("b");
  TRY(write_side(out, figures, metric, scope, b, found.b, days_b));
  out.key("difference").open('{').key("value").value(found.difference);
  out.key("low").value(found.low).key("high").value(found.high).close('}').key("change");
  put(out, found.movement);
  return finish(out);
}

Answer live(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  if (call.request.header("accept").find("text/event-stream") == std::string_view::npos) {
    return json_response(live_json(store.id.value(), live_of(call), store.demonstration()));
  }
  http::Response response;
  response.headers.emplace_back("Cache-Control", "no-store");
  response.events =
      events_of(call.shared.options.live, store.id.value(), store.demonstration());
  return response;
}

Answer quality(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  TRY_ASSIGN(const Asked asked, asked_of(call, store));
  TRY_ASSIGN(Figures figures,
             open_figures(call, store, asked.period.to));
  TRY_ASSIGN(const Ground ground, figures.ground(asked.period));
  const auto coverage = sum_of(nullptr, ground).coverage;
  JsonText out;
  open_frame(out, store, asked, figures);
  out.key("coverage").value(coverage).key("grade");
  coverage ? out.text(*coverage >= 0.98 ? "A" : *coverage >= 0.9 ? "B" : "C") : out.null();
  TRY(write_days(out, call, figures, store, asked.period));
  TRY_ASSIGN(const auto states, figures.states(asked.period));
  out.key("withheld").open('[');
  for (const auto& state : states) {
    out.open('{').key("metric").text(to_string(state.metric)).key("shown").value(state.shown);
    out.key("withheld").value(state.withheld).close('}');
  }
  out.close(']').key("cameras").open('[');
  TRY_ASSIGN(const auto cameras, call.records().list(kCamera, store.id.value(), "", 1000));
  const LiveState live = live_of(call);
  for (const Document& camera : cameras) {
    out.json(health_json(health_of(live, CameraId(camera.key))));
  }
  out.close(']');
  return finish(out);
}

Answer export_file(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  call.subject = store.id.value() + " " + call.query.at("metric").dump() + " " +
                 call.in_query("from") + " " + call.in_query("to");
  const bool is_csv = call.in_query("format") == "csv";
  Answer answer = refuse(500, "defect", "The server failed");
  if (is_csv) {
    TRY_ASSIGN(const SeriesAsked asked, series_asked_of(call, store));
    TRY_ASSIGN(Figures figures, open_figures(call, store, asked.asked.period.to));
    TRY_ASSIGN(std::string text,
               csv_of(figures, store, asked, call.in_query("locale", "en")));
    answer = text_response(std::move(text), "text/csv; charset=utf-8");
  } else {
    call.query["scope"] = Json::array({"all"});
    answer = metrics(call);
  }
  if (answer) {
    answer->headers.emplace_back(
        "Content-Disposition",
        fmt::format("attachment; filename=\"{}-{}-{}.{}\"", store.id.value(),
                    call.in_query("from").substr(0, 10), call.in_query("to").substr(0, 10),
                    is_csv ? "csv" : "json"));
  }
  return answer;
}

}  // namespace sillage::desk::serve::figures
